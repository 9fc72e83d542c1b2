"""One mail by SMTP. The id of a message is made of its key: one that is sent again after a crash is the same mail."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from checks.model.registry import BEIJING
from clock.outgoing.answers import SENT, Answer
from clock.settings import OutgoingSettings
from results.ledger.outgoing import Message

_LONGEST_REASON = 200


class Postman:
    """Gives mails to a server, over one connection. `trust` proves the server; `password` is told to it alone."""

    def __init__(self, own: OutgoingSettings, password: str, trust: ssl.SSLContext) -> None:
        self._own, self._password, self._trust = own, password, trust

    def send(self, one: Message) -> Answer:
        """Sends it, or says why not. Connects anew each time: a pass has few mails, and servers drop who is idle."""
        try:
            with self._connected() as server:
                server.send_message(letter(one, self._own.mail_from), self._own.mail_from, [one.address])
        except smtplib.SMTPRecipientsRefused as error:
            return _refused("邮件服务器不收这个地址的邮件", *next(iter(error.recipients.values())))
        except smtplib.SMTPAuthenticationError as error:
            # What a server says here may repeat the name or more; the number is enough. Tried again: it may be mended.
            return Answer(False, f"邮件服务器不认用户名或口令（{error.smtp_code}）")
        except smtplib.SMTPResponseException as error:
            return _refused("邮件服务器拒绝", error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError:
            return Answer(False, "邮件服务器不支持所设的加密或登录方式；请检查 outgoing.mail_tls")
        except ssl.SSLError:
            return Answer(False, "邮件服务器的证书不对，或不支持加密；请检查 outgoing.mail_tls 和 network.ca_file")
        except TimeoutError:
            return Answer(False, "邮件服务器没有及时回答")
        except (OSError, smtplib.SMTPException):
            return Answer(False, "连不上邮件服务器，或中途断开")
        return SENT

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        own, given = self._own, {"timeout": self._own.seconds}
        if own.mail_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(own.mail_host, own.mail_port, context=self._trust, **given)
        else:
            server = smtplib.SMTP(own.mail_host, own.mail_port, **given)
        with server:
            if own.mail_tls == "starttls":
                server.starttls(context=self._trust)
            if own.mail_user:
                server.login(own.mail_user, self._password)
            yield server


def letter(one: Message, sender: str) -> EmailMessage:
    """The message as a mail of plain text."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, one.address
    mail["Subject"] = " ".join(one.subject.split())
    mail["Date"] = format_datetime(_told(one.queued))
    mail["Message-ID"] = f"<{one.key[:32]}@xunwang>"  # short enough for one line
    mail["Auto-Submitted"] = "auto-generated"  # nobody's holiday answers it
    mail.set_content(one.text, charset="utf-8", cte="base64")
    return mail


def _refused(what: str, code: int, said: bytes | str) -> Answer:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return Answer(False, f"{what}（{code} {' '.join(text.split())[:_LONGEST_REASON]}）", lasting=code >= 500)


def _told(moment: datetime) -> datetime:
    return moment.astimezone(BEIJING)
