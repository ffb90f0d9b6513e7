"""Reads single members out of a zip that lies on a server: zipfile over the parts that are asked for, checked by its own CRC.

Not remotezip: that asks without If-Range, so that it can't see an archive change, and begins a member anew when a connection drops.
"""

import io
import zipfile

from data.download import Network


class RemoteFile(io.RawIOBase):
    """A remote file that can be read at any place; one part of it is held at a time."""

    def __init__(self, network: Network, address: str):
        self.network, self.address, self.release = network, address, network.release(address)
        self.start, self.held, self.at = self.release.size - len(self.release.tail), self.release.tail, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.release.size}[whence])
        return self.at

    def read(self, size: int = -1) -> bytes:
        end = self.release.size if size is None or size < 0 else min(self.at + size, self.release.size)
        if self.at >= end:
            return b""
        if not self.start <= self.at <= end <= self.start + len(self.held):
            self.hold(self.at, end)
        found = self.held[self.at - self.start:end - self.start]
        self.at = end
        return found

    def hold(self, start: int, end: int) -> None:
        """Fetch a part in one go; what is read within it asks for nothing more."""
        if not self.start <= start <= end <= self.start + len(self.held):
            self.held, self.start = self.network.piece(self.address, start, end, self.release), start


class RemoteZip(zipfile.ZipFile):
    """A zip on a server; a member costs one request."""

    def __init__(self, network: Network, address: str):
        self.remote = RemoteFile(network, address)
        super().__init__(self.remote)
        begins = sorted({info.header_offset for info in self.infolist()} | {self.start_dir})
        self.ends = dict(zip(begins, begins[1:]))

    def open(self, name, mode="r", pwd=None, **more):
        """Open a member to read it: its bytes come in one part."""
        info = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        self.remote.hold(info.header_offset, self.ends[info.header_offset])
        return super().open(info, mode, pwd, **more)
