//! A JSON document made of items: a name that says where, and a value. Texts and numbers are
//! written as they were given; nothing is ever a machine's number.
//!
//! Items change a document that is there already, or begin one. What no item touches stays byte
//! for byte; an object or array that an item reaches into is written without white space.
//! Contradictions are errors: HTTPie lets the later item win over whole objects and fills gaps in
//! arrays with nulls.

use std::fmt;

use super::items_path::Step;
use super::items_tree::{Array, Node, Object};
use super::json_members::{Shape, trimmed};

pub use super::items_tree::Value;

/// A document to which items are applied.
#[derive(Debug)]
pub struct Document<'a> {
    root: Option<Node<'a>>,
    /// How many items there are: no array can grow by more.
    items: usize,
}

/// Items that contradict each other or the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// A place is two things.
    Both {
        /// The place, as items write it; empty for the whole document.
        path: String,
        /// What it was.
        one: Shape,
        /// What an item makes of it.
        other: Shape,
    },
    /// An array would have an element that nothing sets.
    Gap {
        /// The first such.
        index: usize,
    },
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Both { path, one, other } => {
                let (one, other) = (one.as_str(), other.as_str());
                match path.as_str() {
                    "" => write!(f, "the document is both {one} and {other}"),
                    path => write!(f, "'{path}' is both {one} and {other}"),
                }
            }
            Self::Gap { index } => write!(f, "no item sets element {index} of its array"),
        }
    }
}

impl<'a> Document<'a> {
    /// Nothing yet, for so many items.
    pub fn new(items: usize) -> Self {
        Self { root: None, items }
    }

    /// A document that is there already: valid JSON.
    pub fn on(document: &'a str, items: usize) -> Self {
        let root = Node::Leaf(Value::Json(trimmed(document)));
        Self {
            root: Some(root),
            items,
        }
    }

    /// Sets a value. Where one was set before, at the same place, it is replaced.
    pub fn set(&mut self, path: &[Step<'a>], value: Value<'a>) -> Result<(), Conflict> {
        let mut place = &mut self.root;
        for (depth, step) in path.iter().enumerate() {
            let before = path.get(..depth).unwrap_or_default();
            place = reach(place, step, before, self.items)?;
        }
        match place {
            Some(node @ (Node::Object(_) | Node::Array(_))) if !path.is_empty() => {
                Err(both(path, node.shape(), value.shape()))
            }
            place => {
                *place = Some(Node::Leaf(value));
                Ok(())
            }
        }
    }

    /// The document's text.
    pub fn text(&self) -> Result<String, Conflict> {
        let mut text = String::new();
        if let Some(root) = &self.root {
            root.write(&mut text)
                .map_err(|gap| Conflict::Gap { index: gap.0 })?;
        }
        Ok(text)
    }
}

/// The place that a step leads to; containers are made and taken apart on the way.
fn reach<'n, 'a>(
    place: &'n mut Option<Node<'a>>,
    step: &Step<'a>,
    before: &[Step<'a>],
    items: usize,
) -> Result<&'n mut Option<Node<'a>>, Conflict> {
    let wanted = match step {
        Step::Name(_) => Shape::Object,
        Step::Index(_) | Step::Append => Shape::Array,
    };
    match place {
        None if wanted == Shape::Object => *place = Some(Node::Object(Object::default())),
        None => *place = Some(Node::Array(Array::new(items))),
        Some(Node::Leaf(value)) => *place = Some(Node::opened(*value, items)),
        Some(Node::Object(_) | Node::Array(_)) => {}
    }
    let gap = |index| Conflict::Gap { index };
    match (place, step) {
        (Some(Node::Object(object)), Step::Name(name)) => object.place(name).ok_or(gap(0)),
        (Some(Node::Array(array)), Step::Index(at)) => {
            array.place(Some(*at)).map_err(|found| gap(found.0))
        }
        (Some(Node::Array(array)), Step::Append) => array.place(None).map_err(|found| gap(found.0)),
        (Some(other), _) => Err(both(before, other.shape(), wanted)),
        (None, _) => Err(gap(0)),
    }
}

fn both(path: &[Step<'_>], one: Shape, other: Shape) -> Conflict {
    let mut shown = String::new();
    for (at, step) in path.iter().enumerate() {
        match step {
            Step::Name(name) if at == 0 => shown.push_str(name),
            Step::Name(name) => shown.push_str(&format!("[{name}]")),
            Step::Index(index) => shown.push_str(&format!("[{index}]")),
            Step::Append => shown.push_str("[]"),
        }
    }
    Conflict::Both {
        path: shown,
        one,
        other,
    }
}

#[cfg(test)]
#[path = "items_tests.rs"]
mod tests;
