//! The spelling of JSON numbers (RFC 8259 section 6), found as it comes.

/// The place in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// After the sign.
    Minus,
    /// After a zero that begins it: no more digits may follow.
    Zero,
    /// Among the digits before a point.
    Integer,
    /// After the point.
    Point,
    /// Among the digits after the point.
    Fraction,
    /// After `e` or `E`.
    E,
    /// After the sign of the exponent.
    Sign,
    /// Among the digits of the exponent.
    Exponent,
}

impl Number {
    /// The place after a first byte; `None` where it begins no number.
    pub const fn begin(byte: u8) -> Option<Self> {
        Some(match byte {
            b'-' => Self::Minus,
            b'0' => Self::Zero,
            b'1'..=b'9' => Self::Integer,
            _ => return None,
        })
    }

    /// What follows a byte; `None` where it cannot be part of a number.
    pub const fn next(self, byte: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Minus, b'0') => Self::Zero,
            (Self::Minus, b'1'..=b'9') | (Self::Integer, b'0'..=b'9') => Self::Integer,
            (Self::Zero | Self::Integer, b'.') => Self::Point,
            (Self::Point | Self::Fraction, b'0'..=b'9') => Self::Fraction,
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Self::E,
            (Self::E, b'+' | b'-') => Self::Sign,
            (Self::E | Self::Sign | Self::Exponent, b'0'..=b'9') => Self::Exponent,
            _ => return None,
        })
    }

    /// Whether a digit leaves it where it is.
    pub const fn takes_digits(self) -> bool {
        matches!(self, Self::Integer | Self::Fraction | Self::Exponent)
    }

    /// Whether it may end here.
    pub const fn is_complete(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Integer | Self::Fraction | Self::Exponent
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_number(text: &str) -> bool {
        let mut bytes = text.bytes();
        let first = bytes.next().and_then(Number::begin);
        let last = bytes.fold(first, |place, byte| place?.next(byte));
        last.is_some_and(Number::is_complete)
    }

    #[test]
    fn numbers_are_spelled_as_the_grammar_says() {
        for text in ["0", "-0", "10", "0.0", "1e5", "1E+5", "-1.50e-007"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", "01", "+1", ".5", "1.", "1e", "1e+", "0x1", "1.e1", "--1",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
