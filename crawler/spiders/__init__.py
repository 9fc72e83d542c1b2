"""Scrapy looks here for spiders: there is one, for every site."""
