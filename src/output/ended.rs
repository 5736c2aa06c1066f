//! A sink whose last line always ends: where a prompt follows, it must not follow a body's last
//! character, or take its place.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;

use super::sink::{Sink, Stdout};
use crate::base::failure::Failure;

/// Passes everything on, and a line end where the last one is missing, also where the body broke
/// off.
pub(super) struct Ended {
    to: Option<Box<dyn Sink>>,
    /// Whether a line has begun.
    open: bool,
}

/// Standard output, its last line ended where `prompted` says that a prompt follows.
pub fn stdout(prompted: bool) -> Box<dyn Sink> {
    match prompted {
        true => Box::new(Ended::new(Box::new(Stdout))),
        false => Box::new(Stdout),
    }
}

impl Ended {
    pub(super) fn new(to: Box<dyn Sink>) -> Self {
        Self {
            to: Some(to),
            open: false,
        }
    }

    fn end(&mut self) -> Result<(), Failure> {
        match &mut self.to {
            Some(to) if std::mem::take(&mut self.open) => to.write(&[IoSlice::new(b"\n")]),
            Some(_) | None => Ok(()),
        }
    }
}

impl Sink for Ended {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let last = runs.iter().rev().find_map(|run| run.last());
        if let Some(last) = last {
            self.open = *last != b'\n';
        }
        self.to.as_mut().map_or(Ok(()), |to| to.write(runs))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        match &self.to {
            Some(to) => to.failed(cause),
            None => Stdout.failed(cause),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.end()?;
        self.to.take().map_or(Ok(()), Sink::finish)
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        // What broke off is told by somebody else.
        let _ = self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Sink for Kept {
        fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
            let mut kept = self.0.lock().unwrap();
            runs.iter().for_each(|run| kept.extend_from_slice(run));
            Ok(())
        }

        fn pages(&self) -> Option<BorrowedFd<'_>> {
            None
        }

        fn failed(&self, cause: io::Error) -> Failure {
            Failure::usage(cause)
        }

        fn finish(self: Box<Self>) -> Result<(), Failure> {
            Ok(())
        }
    }

    #[test]
    fn the_last_line_ends_once_whole_or_broken_off() {
        for (pieces, told) in [
            (&[][..], ""),
            (&[""], ""),
            (&["a"], "a\n"),
            (&["a\n"], "a\n"),
            (&["a", "\n", ""], "a\n"),
            (&["\n", "b"], "\nb\n"),
        ] {
            for whole in [true, false] {
                let kept = Kept::default();
                let mut sink = Box::new(Ended::new(Box::new(kept.clone())));
                for piece in pieces {
                    sink.write(&[IoSlice::new(piece.as_bytes())]).unwrap();
                }
                match whole {
                    true => sink.finish().unwrap(),
                    false => drop(sink),
                }
                assert_eq!(*kept.0.lock().unwrap(), told.as_bytes());
            }
        }
    }
}
