//! Ciphertext that waits to be sent, in the order in which rustls made it.

use std::io::{self, IoSlice};

/// Sends what fits of some pieces; `None` when there is no room.
pub type Send<'a> = &'a mut dyn FnMut(&[IoSlice<'_>]) -> io::Result<Option<usize>>;

/// A queue of bytes; its memory is that of the largest piece there was.
#[derive(Default)]
pub struct Outlet {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Outlet {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// How many bytes wait.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Lets `write` put bytes at the end. It answers how many it put there, or `Err(Some(needed))`
    /// when it needs more room and is to be asked again.
    pub fn append<E>(
        &mut self,
        mut write: impl FnMut(&mut [u8]) -> Result<usize, (Option<usize>, E)>,
    ) -> Result<(), E> {
        loop {
            let space = self.bytes.get_mut(self.end..).unwrap_or_default();
            let room = space.len();
            match write(space) {
                Ok(count) => {
                    self.end = self.end.saturating_add(count);
                    return Ok(());
                }
                Err((Some(needed), _)) if needed > room => {
                    self.bytes.resize(self.end.saturating_add(needed), 0);
                }
                Err((_, error)) => return Err(error),
            }
        }
    }

    /// Sends what can be sent without waiting; true when nothing is left.
    pub fn flush(&mut self, send: Send<'_>) -> io::Result<bool> {
        while !self.is_empty() {
            let waiting = self.bytes.get(self.start..self.end).unwrap_or_default();
            let Some(count) = send(&[IoSlice::new(waiting)])? else {
                return Ok(false);
            };
            self.start = self.start.saturating_add(count);
        }
        (self.start, self.end) = (0, 0);
        Ok(true)
    }
}
