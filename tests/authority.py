"""Certificates for tests: an authority of our own, what it signs, and what a careless office makes of that."""

from __future__ import annotations

import ssl
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _other(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


@dataclass
class Authority:
    """Signs certificates. `above` is who vouches for it, nobody where it is a root."""

    name: str = "Linjiang Test Root"
    above: Authority | None = None
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    certificate: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        now, above = datetime.now(UTC), self.above or self
        made = self._begun(self.name, above.name, self.key.public_key(), now - 400 * DAY, now + 3650 * DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.certificate = made.sign(above.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(self, *names: str, left: timedelta = 200 * DAY, life: timedelta = 365 * DAY, chain: bool = True) -> bytes:
        """Certificate and key as PEM, good for `names` and `left` from now on, of `life` in all; with `chain` those
        between it and the root stand behind it."""
        key, end = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC) + left
        made = self._begun(names[0], self.name, key.public_key(), end - life, end)
        made = made.add_extension(x509.SubjectAlternativeName([_other(name) for name in names]), critical=False)
        signed = made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)
        return signed + (self._between() if chain else b"") + _private(key)

    def _between(self) -> bytes:
        return self.pem + self.above._between() if self.above else b""

    @staticmethod
    def _begun(
        name: str, by: str, key: ec.EllipticCurvePublicKey, start: datetime, end: datetime
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(by)).public_key(key)
        return made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


def self_signed(*names: str, left: timedelta = 200 * DAY) -> bytes:
    """Certificate and key of one that signs for itself and is no authority."""
    key, end = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC) + left
    made = Authority._begun(names[0], names[0], key.public_key(), end - 365 * DAY, end)
    made = made.add_extension(x509.SubjectAlternativeName([_other(name) for name in names]), critical=False)
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM) + _private(key)


def served(pem: bytes) -> ssl.SSLContext:
    """A server's context that shows the certificate (and chain, and key) of `pem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:  # the ssl module reads keys from files alone
        path = Path(folder, "shown.pem")
        path.write_bytes(pem)
        context.load_cert_chain(path)
    return context


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
