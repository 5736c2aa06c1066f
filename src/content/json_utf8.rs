//! Whether bytes are UTF-8 (RFC 3629), piece by piece: a character may be cut between two pieces.

/// The beginning of a character whose rest is still to come.
#[derive(Debug, Default)]
pub struct Utf8 {
    begun: [u8; 4],
    count: usize,
}

impl Utf8 {
    /// Takes a piece; with `complete` no character may be open after it. The error is where in the
    /// piece the byte stands that nothing of UTF-8 could go on with, however it was cut.
    pub fn take(&mut self, piece: &[u8], complete: bool) -> Result<(), usize> {
        let used = self.close(piece)?;
        let rest = piece.get(used..).unwrap_or_default();
        if let Err(error) = std::str::from_utf8(rest) {
            let valid = error.valid_up_to();
            let open = rest.get(valid..).unwrap_or_default();
            let before = used.saturating_add(valid);
            self.open(open).map_err(|at| before.saturating_add(at))?;
        }
        if complete && self.count > 0 {
            self.count = 0;
            return Err(piece.len());
        }
        Ok(())
    }

    /// Completes an open character; how many bytes that took.
    fn close(&mut self, piece: &[u8]) -> Result<usize, usize> {
        match self.count {
            0 => Ok(0),
            _ => self.open(piece),
        }
    }

    /// Takes the bytes of one character, as far as they are there.
    fn open(&mut self, piece: &[u8]) -> Result<usize, usize> {
        let mut used = 0;
        while let Some(byte) = piece.get(used) {
            self.push(*byte);
            used = used.saturating_add(1);
            match std::str::from_utf8(self.begun.get(..self.count).unwrap_or_default()) {
                Ok(_) => {
                    self.count = 0;
                    break;
                }
                Err(error) if error.error_len().is_some() => {
                    self.count = 0;
                    return Err(used.saturating_sub(1));
                }
                Err(_) => {}
            }
        }
        Ok(used)
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.begun.get_mut(self.count) {
            *place = byte;
            self.count = self.count.saturating_add(1);
        }
    }
}
