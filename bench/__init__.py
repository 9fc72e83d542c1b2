"""Speed, measured side by side: ours with all facts on against stock Scrapy and, where npm is at hand, linkinator."""
