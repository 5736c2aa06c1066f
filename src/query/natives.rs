//! What a filter can call beside its own definitions: jaq's natives, less those that reach out of
//! it, and ours in the place of those that have no bound.
//!
//! `env` is not there, `debug` and `stderr` say nothing, `halt` ends the run and not the process.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::VecDeque;

use jaq_core::box_iter::box_once;
use jaq_core::native::{Fun, bome, v};
use jaq_core::{Cv, DataT, Error, Exn, Lut, Native, ValXs, data::HasLut};
use jaq_json::{Num, Val};

use super::guard::{TICK, TIMES};
use super::value::value;
use crate::base::limits;
use crate::content::json::Checker;

/// Whether the rest of a cut filter is wanted; the name of the native that says it.
pub(super) const REST_ONLY: &str = "!rest";

/// The kinds of data that filters work on.
pub(super) struct World;

/// What a running filter looks at beside its input.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub lut: &'a Lut<World>,
    pub state: &'a State,
}

/// What a run keeps for its filter.
#[derive(Debug)]
pub(super) struct State {
    /// Whether the input is an element and only the rest of the filter is wanted.
    pub rest_only: Cell<bool>,
    /// Documents that `input` and `inputs` can still give.
    pub inputs: RefCell<VecDeque<Val>>,
    /// Why the run was ended from within.
    pub ended: Cell<Option<Ended>>,
    /// Steps that are made without an output.
    pub most: u64,
    steps: Cell<u64>,
    /// Where the stack was when the filter was started.
    base: Cell<usize>,
}

/// Why a run was ended from within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// By too many steps without an output.
    Steps,
    /// By recursion that is too deep.
    Stack,
    /// By a value that is nested too deep to be freed again by recursion.
    Nesting,
}

impl DataT for World {
    type V<'a> = Val;
    type Data<'a> = Data<'a>;
}

impl<'a> HasLut<'a, World> for Data<'a> {
    fn lut(&self) -> &'a Lut<World> {
        self.lut
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            rest_only: Cell::new(false),
            inputs: RefCell::default(),
            ended: Cell::new(None),
            most: limits::QUERY_STEPS,
            steps: Cell::new(0),
            base: Cell::new(0),
        }
    }
}

impl State {
    /// Counts from here: a filter is started, or has given an output.
    pub(super) fn restart(&self) {
        self.steps.set(0);
        self.base.set(stack());
    }

    /// One step, with what is worked on there. The end of a run is no error, as a filter could
    /// catch that.
    fn step<'a>(&self, input: &Val) -> Result<(), Exn<'a, Val>> {
        let steps = self.steps.get().saturating_add(1);
        self.steps.set(steps);
        let ended = if steps > self.most {
            Ended::Steps
        } else if self.base.get().abs_diff(stack()) > limits::QUERY_STACK {
            Ended::Stack
        } else if is_deep(input) {
            Ended::Nesting
        } else {
            return Ok(());
        };
        self.ended.set(Some(ended));
        Err(Exn::halt(1))
    }
}

/// Whether a value was nested on and on. Only its borders are looked at: a whole one may be large.
fn is_deep(val: &Val) -> bool {
    let nested = |val: &&Val| matches!(val, Val::Arr(_) | Val::Obj(_));
    let mut here = val;
    for _ in 0..limits::QUERY_NESTING {
        let inner = match here {
            Val::Arr(all) => all.last().filter(nested).or(all.first()),
            Val::Obj(all) => {
                let last = all.last().map(|(_, val)| val).filter(nested);
                last.or(all.first().map(|(_, val)| val))
            }
            Val::Null | Val::Bool(_) | Val::Num(_) | Val::TStr(_) | Val::BStr(_) => None,
        };
        let Some(inner) = inner else {
            return false;
        };
        here = inner;
    }
    true
}

/// About where the stack is.
fn stack() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&here)).addr()
}

/// Names of natives that are not taken over.
const LEFT_OUT: &[&str] = &["env", "fromjson", "range"];

/// All natives.
pub(super) fn all() -> impl Iterator<Item = Fun<World>> {
    let library = jaq_core::funs()
        .chain(jaq_std::funs())
        .chain(jaq_json::funs());
    library
        .filter(|(name, _, _)| !LEFT_OUT.contains(name))
        .chain(ours())
}

fn ours() -> [Fun<World>; 7] {
    let tick = Native::new(|cv: Cv<'_, World>| {
        let step = cv.0.data().state.step(&cv.1);
        box_once(step.map(|()| cv.1))
    })
    .with_paths(|cv| {
        let step = cv.0.data().state.step(&cv.1.0);
        box_once(step.map(|()| cv.1))
    })
    .with_update(|cv, update| match cv.0.data().state.step(&cv.1) {
        Ok(()) => update(cv.1),
        Err(end) => box_once(Err(end)),
    });
    let rest_only =
        Native::new(|cv: Cv<'_, World>| box_once(Ok(Val::Bool(cv.0.data().state.rest_only.get()))));
    [
        (TICK, v(0), tick),
        (REST_ONLY, v(0), rest_only),
        (TIMES, v(2), Native::<World>::new(times)),
        ("fromjson", v(0), Native::new(|cv| bome(from_json(&cv.1)))),
        ("range", v(3), Native::<World>::new(range)),
        ("input", v(0), Native::<World>::new(input)),
        ("inputs", v(0), Native::<World>::new(inputs)),
    ]
}

/// The next document.
fn input(cv: Cv<'_, World>) -> ValXs<'_, Val> {
    let next = cv.0.data().state.inputs.borrow_mut().pop_front();
    bome(next.ok_or_else(|| Error::str("No more inputs")))
}

/// All documents to come.
fn inputs(cv: Cv<'_, World>) -> ValXs<'_, Val> {
    let state = cv.0.data().state;
    Box::new(std::iter::from_fn(move || {
        state.inputs.borrow_mut().pop_front().map(Ok)
    }))
}

/// What a text means as JSON. The library's own reads any depth by recursion, and the text may
/// come from a server.
fn from_json(text: &Val) -> Result<Val, Error<Val>> {
    let (Val::TStr(bytes) | Val::BStr(bytes)) = text else {
        return Err(Error::typ(text.clone(), "string"));
    };
    let mut checker = Checker::no_deeper_than(limits::QUERY_DEPTH);
    let checked = checker.push(bytes).and_then(|()| checker.finish());
    match checked {
        Ok(()) => Ok(value(bytes)),
        Err(broken) => Err(Error::str(format_args!(
            "cannot parse {text} as JSON: line {}, column {}: {}",
            broken.line, broken.column, broken.why
        ))),
    }
}

/// A product. A text times a number is the text so many times, in the library without a bound.
fn times(mut cv: Cv<'_, World>) -> ValXs<'_, Val> {
    let right = cv.0.pop_var();
    let left = cv.0.pop_var();
    let length = match (&left, &right) {
        (Val::TStr(text) | Val::BStr(text), Val::Num(Num::Int(times)))
        | (Val::Num(Num::Int(times)), Val::TStr(text) | Val::BStr(text)) => {
            let times = usize::try_from(*times).unwrap_or(0);
            text.len().saturating_mul(times)
        }
        (Val::TStr(_) | Val::BStr(_), Val::Num(Num::BigInt(_)))
        | (Val::Num(Num::BigInt(_)), Val::TStr(_) | Val::BStr(_)) => usize::MAX,
        _ => 0,
    };
    if length > limits::QUERY_BYTES {
        return bome(Err(Error::str("a text is repeated too often")));
    }
    bome(left * right)
}

/// Numbers from one to another by a distance, as the library counts them.
fn range(mut cv: Cv<'_, World>) -> ValXs<'_, Val> {
    let by = cv.0.pop_var();
    let to = cv.0.pop_var();
    let mut next = Some(cv.0.pop_var());
    let state = cv.0.data().state;
    let direction = by.cmp(&Val::from(0_usize));
    Box::new(std::iter::from_fn(move || {
        let now = next.take()?;
        let before_end = match direction {
            Ordering::Greater => now < to,
            Ordering::Less => now > to,
            Ordering::Equal => now != to,
        };
        if !before_end {
            return None;
        }
        if let Err(end) = state.step(&now) {
            return Some(Err(end));
        }
        match now.clone() + by.clone() {
            Ok(sum) => next = Some(sum),
            Err(error) => return Some(Err(Exn::from(error))),
        }
        Some(Ok(now))
    }))
}
