//! UTF-8 (RFC 3629) in pieces, cut where characters end: what comes of a character whose rest is
//! still to come waits for it, so that nothing depends on how the bytes arrived.

/// Holds back the beginning of a character.
#[derive(Debug, Default)]
pub(super) struct Whole {
    held: [u8; 4],
    count: usize,
}

/// What there is to take, in this order.
#[derive(Debug)]
pub(super) struct Cut<'a> {
    /// A character that was begun in an earlier piece, and how many bytes it has.
    pub(super) joined: ([u8; 4], usize),
    /// Whole characters.
    pub(super) good: &'a [u8],
    /// What is no UTF-8 and what follows it, the bytes that were held back before it.
    pub(super) bad: Option<([u8; 4], usize, &'a [u8])>,
}

impl Whole {
    /// Cuts the next piece; nothing may be asked after something bad.
    pub(super) fn cut<'a>(&mut self, piece: &'a [u8]) -> Cut<'a> {
        let mut cut = Cut {
            joined: ([0; 4], 0),
            good: &[],
            bad: None,
        };
        let mut rest = piece;
        while self.count > 0 {
            let Some((byte, after)) = rest.split_first() else {
                return cut;
            };
            let before = self.held;
            self.push(*byte);
            match std::str::from_utf8(self.held.get(..self.count).unwrap_or_default()) {
                Ok(_) => cut.joined = (self.held, std::mem::take(&mut self.count)),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    let held = std::mem::take(&mut self.count).saturating_sub(1);
                    cut.bad = Some((before, held, rest));
                    return cut;
                }
            }
            rest = after;
        }
        let Err(error) = std::str::from_utf8(rest) else {
            cut.good = rest;
            return cut;
        };
        let (good, bad) = rest
            .split_at_checked(error.valid_up_to())
            .unwrap_or_default();
        cut.good = good;
        if error.error_len().is_some() {
            cut.bad = Some(([0; 4], 0, bad));
        } else {
            bad.iter().for_each(|byte| self.push(*byte));
        }
        cut
    }

    /// What is still held back.
    pub(super) fn held(&self) -> &[u8] {
        self.held.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.held.get_mut(self.count) {
            *place = byte;
            self.count = self.count.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(pieces: &[&[u8]]) -> (Vec<u8>, Vec<u8>) {
        let (mut whole, mut good, mut bad) = (Whole::default(), Vec::new(), Vec::new());
        for piece in pieces {
            if !bad.is_empty() {
                bad.extend_from_slice(piece);
                continue;
            }
            let cut = whole.cut(piece);
            good.extend_from_slice(&cut.joined.0[..cut.joined.1]);
            good.extend_from_slice(cut.good);
            if let Some((held, count, rest)) = cut.bad {
                bad.extend_from_slice(&held[..count]);
                bad.extend_from_slice(rest);
            }
        }
        bad.extend_from_slice(whole.held());
        (good, bad)
    }

    proptest! {
        #[test]
        fn any_cut_finds_the_same_place(
            text in "[aé漢😀]{0,9}", wrong in any::<[u8; 3]>(), tail in "[aé]{0,3}", size in 1_usize..5
        ) {
            let bytes = [text.as_bytes(), &wrong, tail.as_bytes()].concat();
            let end = std::str::from_utf8(&bytes).map_or_else(|e| e.valid_up_to(), str::len);
            let (good, bad) = bytes.split_at(end);
            let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
            prop_assert_eq!(parts(&pieces), (good.to_vec(), bad.to_vec()));
        }
    }
}
