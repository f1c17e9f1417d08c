//! The bytes of a log: unzipped where needed, their lines counted, their flow bounded.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::error::XesProblem;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const CHUNK: usize = 64 * 1024;

/// A buffered stream of the log's text.
///
/// It hands out at most an allowance of bytes, renewed before each piece of markup, because the parser above would
/// otherwise collect an endless one whole before anybody could measure it.
pub(super) struct Source {
    inner: BufReader<Box<dyn Read + Send>>,
    gzip: bool,
    newlines: u64,
    allowance: usize,
    exhausted: bool,
}

impl Source {
    /// Looks at the first bytes of `read` and unzips it if they say gzip, whatever the file is called.
    pub(super) fn new(mut read: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut start = Vec::with_capacity(GZIP.len());
        read.by_ref().take(GZIP.len() as u64).read_to_end(&mut start)?;
        // A lone first byte of the magic is what is left of a gzip file cut after one byte: no text begins with it.
        let gzip = start.first() == Some(&GZIP[0]) && start.get(1).is_none_or(|second| *second == GZIP[1]);
        let whole = Cursor::new(start).chain(read);
        let text: Box<dyn Read + Send> =
            if gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
        let inner = BufReader::with_capacity(CHUNK, text);
        Ok(Self { inner, gzip, newlines: 0, allowance: 0, exhausted: false })
    }

    /// The line that the next byte stands on, from 1.
    pub(super) fn line(&self) -> u64 {
        self.newlines + 1
    }

    /// Lets `bytes` more through.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.allowance = bytes;
    }

    /// What an error from this stream means.
    pub(super) fn explain(&self, source: io::Error) -> XesProblem {
        if self.exhausted {
            return XesProblem::TooLong;
        }
        match source.kind() {
            io::ErrorKind::UnexpectedEof if self.gzip => XesProblem::TruncatedGzip,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if self.gzip => {
                XesProblem::CorruptGzip { source }
            }
            _ => XesProblem::Read { source },
        }
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.inner.fill_buf()?;
        if self.allowance == 0 && !bytes.is_empty() {
            self.exhausted = true;
            return Err(io::Error::other("the allowance of this piece of markup is used up"));
        }
        Ok(bytes.get(..self.allowance).unwrap_or(bytes))
    }

    fn consume(&mut self, amount: usize) {
        // The bytes are still in the buffer, so this neither reads nor fails.
        if let Ok(bytes) = self.inner.fill_buf() {
            let consumed = bytes.get(..amount).unwrap_or(bytes);
            self.newlines += consumed.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.allowance = self.allowance.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
