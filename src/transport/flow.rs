//! Limits on speed, kept where bytes enter and leave a socket, so that they hold for TLS and for
//! pages moved inside the kernel alike: `--limit-rate` paces, `--speed-limit` gives up.
//!
//! A bucket for each direction fills with time; what has passed is taken out of it. It is small, so
//! that bytes go evenly instead of in bursts of a second (curl checks once in a while and then
//! pauses). Nothing here waits or reads a clock.

use std::num::NonZeroU64;
use std::time::{Duration, Instant};

use super::socket::Wanted;
use crate::base::deadline::{Least, Limit, Phase, Speed, Spent};

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the peer.
    In,
    /// To the peer.
    Out,
}

/// The limits on speed of one socket, and what has passed.
#[derive(Debug)]
pub struct Flow {
    speed: Speed,
    /// In, out.
    buckets: Option<(Bucket, Bucket)>,
    watch: Option<Watch>,
}

impl Flow {
    /// Puts limits in force, or takes them away; where they are those that were in force already,
    /// what has passed is kept. `begins` says that an exchange does, so that no pause before it is
    /// taken for slowness.
    pub fn set(flow: &mut Option<Box<Self>>, speed: Speed, begins: bool, now: Instant) {
        match flow {
            _ if speed == Speed::default() => *flow = None,
            Some(flow) if flow.speed == speed => {
                if let Some(watch) = flow.watch.as_mut().filter(|_| begins) {
                    *watch = Watch::new(watch.least, now);
                }
            }
            Some(_) | None => {
                *flow = Some(Box::new(Self {
                    speed,
                    buckets: speed
                        .most
                        .map(|rate| (Bucket::new(rate, now), Bucket::new(rate, now))),
                    watch: speed.least.map(|least| Watch::new(least, now)),
                }));
            }
        }
    }

    /// How many of `most` bytes may move; `None` when it is too early for any.
    pub fn allowed(&mut self, way: Way, most: usize, now: Instant) -> Option<usize> {
        let Some(bucket) = self.bucket(way) else {
            return Some(most);
        };
        let allowed = usize::try_from(bucket.allowed(now)).unwrap_or(usize::MAX);
        (most == 0 || allowed > 0).then_some(most.min(allowed))
    }

    /// Counts what has moved.
    pub fn count(&mut self, way: Way, count: usize) {
        let count = count as u64;
        if let Some(bucket) = self.bucket(way) {
            bucket.take(count);
        }
        if let Some(watch) = &mut self.watch {
            watch.moved = watch.moved.saturating_add(count);
        }
    }

    /// Takes out of `wanted` what it is too early for; how long a wait may last at most.
    pub fn wait(
        &mut self,
        wanted: &mut Wanted,
        phase: Phase,
        now: Instant,
    ) -> Result<Option<Duration>, Spent> {
        let mut span = match &mut self.watch {
            Some(watch) => Some(watch.judge(phase, now)?),
            None => None,
        };
        for (way, open) in [(Way::In, &mut wanted.read), (Way::Out, &mut wanted.write)] {
            let bucket = self.bucket(way).filter(|_| *open);
            let Some(pause) = bucket.and_then(|bucket| bucket.pause(now)) else {
                continue;
            };
            *open = false;
            span = Some(span.map_or(pause, |span| span.min(pause)));
        }
        Ok(span)
    }

    fn bucket(&mut self, way: Way) -> Option<&mut Bucket> {
        let (into, out) = self.buckets.as_mut()?;
        Some(match way {
            Way::In => into,
            Way::Out => out,
        })
    }
}

/// What may pass, in billionths of a byte: so many are a byte a second in a nanosecond.
#[derive(Debug)]
struct Bucket {
    rate: u128,
    held: u128,
    filled: Instant,
}

const BYTE: u128 = 1_000_000_000;
/// Passes before the rate is felt: the head of a request or of a response, which curl does not
/// count either.
const FREE: u128 = 1024 * BYTE;
/// The most that a bucket holds, as nanoseconds of its rate: a tenth of a second.
const FULL: u128 = 100_000_000;
/// The least that is worth a system call: a fiftieth of a second.
const WORTH: u128 = 20_000_000;

impl Bucket {
    fn new(rate: NonZeroU64, now: Instant) -> Self {
        let rate = u128::from(rate.get());
        Self {
            rate,
            held: FREE.max(rate * FULL),
            filled: now,
        }
    }

    fn fill(&mut self, now: Instant) {
        let full = (self.rate * FULL).max(BYTE);
        let nanos = now.saturating_duration_since(self.filled).as_nanos();
        self.filled = now;
        if self.held < full {
            let more = nanos.saturating_mul(self.rate);
            self.held = self.held.saturating_add(more).min(full);
        }
    }

    fn worth(&self) -> u128 {
        (self.rate * WORTH).max(BYTE)
    }

    fn allowed(&mut self, now: Instant) -> u64 {
        self.fill(now);
        if self.held < self.worth() {
            return 0;
        }
        u64::try_from(self.held / BYTE).unwrap_or(u64::MAX)
    }

    fn take(&mut self, bytes: u64) {
        self.held = self.held.saturating_sub(u128::from(bytes) * BYTE);
    }

    /// How long until something is allowed; `None` when it is.
    fn pause(&mut self, now: Instant) -> Option<Duration> {
        self.fill(now);
        let lacks = self
            .worth()
            .checked_sub(self.held)
            .filter(|lacks| *lacks > 0)?;
        let nanos = u64::try_from(lacks.div_ceil(self.rate)).unwrap_or(u64::MAX);
        Some(Duration::from_nanos(nanos))
    }
}

/// Whether it has been too slow for too long: looked at every second, as curl does.
#[derive(Debug)]
struct Watch {
    least: Least,
    /// When the second began that is being measured, and what has moved in it.
    began: Instant,
    moved: u64,
    /// Since when every second was too slow.
    slow: Instant,
}

const SECOND: Duration = Duration::from_secs(1);

impl Watch {
    fn new(least: Least, now: Instant) -> Self {
        Self {
            least,
            began: now,
            moved: 0,
            slow: now,
        }
    }

    /// Looks at the speed; how long until it should be looked at again.
    fn judge(&mut self, phase: Phase, now: Instant) -> Result<Duration, Spent> {
        let (tick, span) = (SECOND.min(self.least.over), self.least.over);
        let passed = now.saturating_duration_since(self.began);
        if passed > tick.saturating_mul(2) {
            // Nobody looked: it was a slow reader of the output that took the time, not the peer.
            *self = Self::new(self.least, now);
        } else if passed >= tick || now.saturating_duration_since(self.slow) >= span {
            let wanted = passed
                .as_nanos()
                .saturating_mul(self.least.rate.get().into());
            if u128::from(self.moved) * BYTE >= wanted {
                self.slow = now;
            }
            (self.began, self.moved) = (now, 0);
        }
        let left = span.saturating_sub(now.saturating_duration_since(self.slow));
        if left.is_zero() {
            return Err(Spent {
                phase,
                limit: Limit::Speed,
                span,
            });
        }
        let next = tick.saturating_sub(now.saturating_duration_since(self.began));
        Ok(left.min(next).max(Duration::from_millis(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock;

    fn flow(most: u64, least: Option<(u64, u64)>, now: Instant) -> Box<Flow> {
        let speed = Speed {
            most: NonZeroU64::new(most),
            least: least.map(|(rate, seconds)| Least {
                rate: NonZeroU64::new(rate).unwrap(),
                over: Duration::from_secs(seconds),
            }),
        };
        let mut flow = None;
        Flow::set(&mut flow, speed, true, now);
        flow.unwrap()
    }

    /// What passes in ten seconds when as much as allowed moves, and the largest piece after the
    /// first.
    fn passed(rate: u64) -> (u64, usize) {
        let start = clock::now();
        let mut flow = flow(rate, None, start);
        let (mut now, mut sum, mut largest) = (start, 0, 0);
        while now < start + Duration::from_secs(10) {
            while let Some(count) = flow.allowed(Way::In, 1 << 20, now) {
                flow.count(Way::In, count);
                if sum > 0 {
                    largest = largest.max(count);
                }
                sum += count as u64;
            }
            let mut wanted = Wanted {
                read: true,
                write: true,
            };
            let pause = flow.wait(&mut wanted, Phase::Receive, now).unwrap();
            assert!(!wanted.read && wanted.write, "each direction has its own");
            now += pause.unwrap();
        }
        (sum, largest)
    }

    #[test]
    fn a_rate_is_kept_evenly_from_one_byte_a_second_up() {
        for rate in [1, 100, 10_000, 5_000_000] {
            let (sum, largest) = passed(rate);
            let free = 1024.max(rate / 10);
            let wanted = rate * 10 + free;
            assert!(
                sum <= wanted + 1 && sum >= wanted - rate / 25 - 1,
                "{rate}: {sum}"
            );
            assert!(largest as u64 <= (rate / 10).max(1), "{rate}: {largest}");
        }
    }

    #[test]
    fn without_limits_there_is_nothing() {
        let (now, mut none) = (clock::now(), None);
        Flow::set(&mut none, Speed::default(), true, now);
        assert!(none.is_none());
        let mut unpaced = flow(0, Some((1, 1)), now);
        assert_eq!(unpaced.allowed(Way::Out, usize::MAX, now), Some(usize::MAX));
    }

    /// Moves so many bytes every half second; when it was given up, in half seconds.
    fn given_up(rates: impl Iterator<Item = usize>) -> Option<u32> {
        let start = clock::now();
        let mut flow = flow(0, Some((100, 3)), start);
        for (half, count) in (1..).zip(rates) {
            flow.count(Way::In, count);
            let now = start + Duration::from_millis(500) * half;
            let mut wanted = Wanted {
                read: true,
                write: false,
            };
            match flow.wait(&mut wanted, Phase::Receive, now) {
                Ok(span) => assert!(span.unwrap() <= SECOND && wanted.read),
                Err(spent) => {
                    assert_eq!(spent.limit, Limit::Speed);
                    return Some(half);
                }
            }
        }
        None
    }

    #[test]
    fn what_stays_too_slow_is_given_up_and_one_good_second_is_enough() {
        assert_eq!(given_up([0; 20].into_iter()), Some(6));
        assert_eq!(given_up([49; 20].into_iter()), Some(6));
        assert_eq!(given_up([50; 40].into_iter()), None);
        let now_and_then = (0..40).map(|half| if half % 4 == 0 { 100 } else { 0 });
        assert_eq!(given_up(now_and_then), None);
        let then_none = (0..40).map(|half| if half < 10 { 1000 } else { 0 });
        assert_eq!(given_up(then_none), Some(16));
    }

    #[test]
    fn time_that_nobody_waited_is_not_the_peers() {
        let start = clock::now();
        let mut flow = flow(0, Some((100, 3)), start);
        let mut wanted = Wanted {
            read: true,
            write: false,
        };
        let later = start + Duration::from_secs(60);
        assert!(flow.wait(&mut wanted, Phase::Receive, later).is_ok());
    }
}
