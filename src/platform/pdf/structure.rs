//! The structure that assistive technology reads: headings, paragraphs, lists, tables, figures.

use super::canvas::Area;

/// A node of the structure, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NodeId(pub usize);

/// What a node is, as PDF names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    Section,
    /// Level, from 1, and title.
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Contents,
    ContentsItem,
    Reference,
    Link,
    /// With a summary.
    Table(String),
    HeaderRows,
    BodyRows,
    Row,
    ColumnHeader,
    RowHeader,
    Data,
    /// Alternative text, page and place.
    Figure {
        words: String,
        page: usize,
        area: Area,
    },
}

/// A node and those under it.
pub struct Node {
    pub role: Role,
    pub under: Vec<NodeId>,
}

/// A forest, in the order of reading.
#[derive(Default)]
pub struct Structure {
    pub nodes: Vec<Node>,
    pub roots: Vec<NodeId>,
}

impl Structure {
    /// Adds a node as the last one under `parent`, or at the top.
    pub fn add(&mut self, parent: Option<NodeId>, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { role, under: Vec::new() });
        match parent.and_then(|parent| self.nodes.get_mut(parent.0)) {
            Some(parent) => parent.under.push(id),
            None => self.roots.push(id),
        }
        id
    }
}
