//! The containers of a JSON document that items write to: members in order, each text as written.

use std::borrow::Cow;
use std::collections::HashMap;

use super::json_members::{self, Shape};

/// A value in a document.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    /// One that no item has reached into.
    Leaf(Value<'a>),
    /// An object that an item has reached into.
    Object(Object<'a>),
    /// An array that an item has reached into.
    Array(Array<'a>),
}

/// What an item sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A string, not yet in quotes.
    Text(&'a str),
    /// A valid JSON text without white space around it, sent as it is.
    Json(&'a str),
}

impl Value<'_> {
    /// What it is.
    pub fn shape(self) -> Shape {
        match self {
            Self::Text(_) => Shape::Text,
            Self::Json(text) => Shape::of(text),
        }
    }
}

impl<'a> Node<'a> {
    pub(super) fn shape(&self) -> Shape {
        match self {
            Self::Leaf(value) => value.shape(),
            Self::Object(_) => Shape::Object,
            Self::Array(_) => Shape::Array,
        }
    }

    /// Takes a container that was written as a whole apart, so that it can be changed.
    pub(super) fn opened(value: Value<'a>, room: usize) -> Self {
        match value {
            Value::Json(text) if Shape::of(text) == Shape::Object => Self::Object(Object::of(text)),
            Value::Json(text) if Shape::of(text) == Shape::Array => {
                Self::Array(Array::of(text, room))
            }
            Value::Json(_) | Value::Text(_) => Self::Leaf(value),
        }
    }

    /// Appends the text; `false` where an array has a gap.
    pub(super) fn write(&self, out: &mut String) -> Result<(), Gap> {
        match self {
            Self::Leaf(Value::Text(text)) => quote(text, out),
            Self::Leaf(Value::Json(text)) => out.push_str(text),
            Self::Object(object) => return object.write(out),
            Self::Array(array) => return array.write(out),
        }
        Ok(())
    }
}

/// An element of an array that no item sets, while one after it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap(pub(super) usize);

/// An array.
#[derive(Debug, Clone, Default)]
pub(super) struct Array<'a> {
    elements: Vec<Option<Node<'a>>>,
    /// The most elements that it can come to have without a gap.
    most: usize,
}

impl<'a> Array<'a> {
    pub(super) fn new(room: usize) -> Self {
        Self {
            elements: Vec::new(),
            most: room,
        }
    }

    fn of(text: &'a str, room: usize) -> Self {
        let written = json_members::elements(text);
        let leaf = |text| Some(Node::Leaf(Value::Json(text)));
        let elements: Vec<_> = written.map(leaf).collect();
        let most = elements.len().saturating_add(room);
        Self { elements, most }
    }

    /// The place of an element, the next one where `index` is `None`.
    pub(super) fn place(&mut self, index: Option<usize>) -> Result<&mut Option<Node<'a>>, Gap> {
        let count = self.elements.len();
        let index = index.unwrap_or(count);
        if index >= count {
            if index >= self.most {
                return Err(Gap(count));
            }
            self.elements.resize_with(index.saturating_add(1), || None);
        }
        self.elements.get_mut(index).ok_or(Gap(count))
    }

    fn write(&self, out: &mut String) -> Result<(), Gap> {
        out.push('[');
        for (at, element) in self.elements.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            element.as_ref().ok_or(Gap(at))?.write(out)?;
        }
        out.push(']');
        Ok(())
    }
}

/// An object.
#[derive(Debug, Clone, Default)]
pub(super) struct Object<'a> {
    members: Vec<Member<'a>>,
    /// Where each name first stands; kept from so many members on that looking costs more.
    index: HashMap<Cow<'a, str>, usize>,
    /// Whether it was written as a whole: names may then stand in it twice.
    written: bool,
}

#[derive(Debug, Clone)]
struct Member<'a> {
    name: Cow<'a, str>,
    /// The name in its quotes, where it was written so.
    written: Option<&'a str>,
    value: Option<Node<'a>>,
}

/// Members that are found by looking at each.
const FEW: usize = 12;

impl<'a> Object<'a> {
    fn of(text: &'a str) -> Self {
        let member = |(name, value)| Member {
            name: decoded(name),
            written: Some(name),
            value: Some(Node::Leaf(Value::Json(value))),
        };
        Self {
            members: json_members::members(text).map(member).collect(),
            index: HashMap::new(),
            written: true,
        }
    }

    /// The place of a member, which is made if it is not there. A name that was written twice
    /// becomes one: the last value, which is the one that readers take, at the first place.
    pub(super) fn place(&mut self, name: &Cow<'a, str>) -> Option<&mut Option<Node<'a>>> {
        let at = match self.find(name) {
            Some(at) => {
                if self.written {
                    self.unite(at);
                }
                at
            }
            None => {
                let at = self.members.len();
                if !self.index.is_empty() {
                    self.index.insert(name.clone(), at);
                }
                self.members.push(Member {
                    name: name.clone(),
                    written: None,
                    value: None,
                });
                at
            }
        };
        self.members.get_mut(at).map(|member| &mut member.value)
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        if self.members.len() <= FEW {
            return self.members.iter().position(|member| member.name == name);
        }
        if self.index.is_empty() {
            for (at, member) in self.members.iter().enumerate() {
                self.index.entry(member.name.clone()).or_insert(at);
            }
        }
        self.index.get(name).copied()
    }

    fn unite(&mut self, first: usize) {
        let Some((_, [member, after @ ..])) = self.members.split_at_mut_checked(first) else {
            return;
        };
        let Some(last) = after.iter_mut().rfind(|other| other.name == member.name) else {
            return;
        };
        member.value = last.value.take();
        let name = member.name.clone();
        let mut at = 0;
        self.members.retain(|member| {
            at += 1;
            at <= first + 1 || member.name != name
        });
        self.index.clear();
    }

    fn write(&self, out: &mut String) -> Result<(), Gap> {
        out.push('{');
        for (at, member) in self.members.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            match member.written {
                Some(name) => out.push_str(name),
                None => quote(&member.name, out),
            }
            out.push(':');
            match &member.value {
                Some(value) => value.write(out)?,
                None => out.push_str("null"),
            }
        }
        out.push('}');
        Ok(())
    }
}

/// A name as it was meant. One that no text can hold (a lone surrogate) stays as it was written,
/// with its quotes, which no item names.
fn decoded(name: &str) -> Cow<'_, str> {
    let inside = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    match inside {
        Some(inside) if !inside.contains('\\') => Cow::Borrowed(inside),
        Some(_) | None => match serde_json::from_str(name) {
            Ok(text) => Cow::Owned(text),
            Err(_) => Cow::Borrowed(name),
        },
    }
}

/// Appends a text as a JSON string. Only what must be escaped is.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    let special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some(at) = rest.bytes().position(special) {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = after.chars();
        match letters.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(letter @ ('"' | '\\')) => out.extend(['\\', letter]),
            Some(letter) => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
