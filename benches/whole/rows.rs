//! The rows of the table: which job, how often, what is measured and what is promised for it.

use crate::json::Task;

/// What is at the far end of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sink {
    /// /dev/null
    Null,
    /// A file in memory.
    File,
    /// A pipe read by the benchmark.
    Pipe,
}

/// What is at the far end of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file in memory, named on the command line.
    File,
    /// The same file as a part of a multipart form.
    Form,
    /// stdin, a pipe fed by the benchmark.
    Pipe,
}

/// Whose command line a batch is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// Our own.
    Ourselves,
    /// curl's.
    Curl,
    /// Nobody's: it would be too long.
    Nobody,
}

/// One job; sizes in bytes of content.
#[derive(Debug)]
pub(crate) enum Job {
    /// A download of `size` from `path`.
    Fetch {
        path: &'static str,
        size: u64,
        tls: bool,
        sink: Sink,
    },
    /// An upload.
    Upload { size: u64, source: Source },
    /// So many URLs in one run, of 1 KiB each, `parallel` at a time where it is above 1.
    Many {
        count: u64,
        tls: bool,
        parallel: u64,
    },
    /// So many lines of a session, a GET of 1 KiB each, against the same URLs on one command line.
    Batch { count: u64, against: Against },
    /// So many redirects before 1 KiB.
    Redirects { hops: u64 },
    /// A JSON object made of so many items on the command line. curl has none and is given the
    /// document ready made.
    Items { count: u64 },
    /// The ids of the elements of an array of so many bytes. curl is piped into jq.
    Query { size: u64 },
    /// So many records of JSON with which something is done.
    Json { records: u64, task: Task },
}

/// A quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Instructions by callgrind, whole process.
    Instructions,
    /// User and system time.
    Cpu,
    /// Elapsed time.
    Wall,
    /// Peak resident memory.
    Memory,
}

/// What is promised of a quantity.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// At most this share of the second client's.
    Share(f64),
    /// At most this many.
    Most(u64),
    /// Nothing; shown only.
    Shown,
}

/// One row.
pub(crate) struct Row {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// The job.
    pub(crate) job: Job,
    /// Pairs of runs at full scale.
    pub(crate) runs: u32,
    /// What is shown of it.
    pub(crate) targets: &'static [(Measure, Target)],
}

impl Row {
    /// Whether the program can do the job: a row may be there before its flag.
    pub(crate) fn is_possible(&self) -> bool {
        match self.job {
            Job::Redirects { .. } => verb::cli::args::all().any(|flag| flag.long == "location"),
            Job::Fetch { .. }
            | Job::Upload { .. }
            | Job::Many { .. }
            | Job::Batch { .. }
            | Job::Items { .. }
            | Job::Query { .. }
            | Job::Json { .. } => true,
        }
    }
}

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

const fn fetch(path: &'static str, size: u64, tls: bool, sink: Sink) -> Job {
    Job::Fetch {
        path,
        size,
        tls,
        sink,
    }
}

const fn many(count: u64, tls: bool, parallel: u64) -> Job {
    Job::Many {
        count,
        tls,
        parallel,
    }
}

const fn batch(count: u64, against: Against) -> Job {
    Job::Batch { count, against }
}

const PLAIN_MEMORY: (Measure, Target) = (Measure::Memory, Target::Most(5 * MIB));
const TLS_MEMORY: (Measure, Target) = (Measure::Memory, Target::Most(8 * MIB));

/// Every row, in the order of the table.
pub(crate) const ROWS: &[Row] = &[
    Row {
        name: "get",
        job: fetch("/bytes/", 1024, false, Sink::Null),
        runs: 101,
        targets: &[
            (Measure::Instructions, Target::Most(1_000_000)),
            (Measure::Cpu, Target::Share(1.0 / 8.0)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "https",
        job: fetch("/bytes/", 1024, true, Sink::Null),
        runs: 41,
        targets: &[
            (Measure::Instructions, Target::Most(5_000_000)),
            (Measure::Cpu, Target::Share(1.0 / 15.0)),
            (Measure::Wall, Target::Shown),
            TLS_MEMORY,
        ],
    },
    Row {
        name: "null",
        job: fetch("/bytes/", 2 * GIB, false, Sink::Null),
        runs: 7,
        targets: &[
            (Measure::Wall, Target::Share(0.9)),
            (Measure::Cpu, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "tmpfs",
        job: fetch("/bytes/", 2 * GIB, false, Sink::File),
        runs: 7,
        targets: &[
            (Measure::Wall, Target::Share(0.9)),
            (Measure::Cpu, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "pipe",
        job: fetch("/bytes/", 2 * GIB, false, Sink::Pipe),
        runs: 7,
        targets: &[
            (Measure::Wall, Target::Share(0.5)),
            (Measure::Cpu, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "tls",
        job: fetch("/bytes/", 2 * GIB, true, Sink::Null),
        runs: 5,
        targets: &[
            (Measure::Cpu, Target::Share(0.9)),
            (Measure::Wall, Target::Shown),
            TLS_MEMORY,
        ],
    },
    Row {
        name: "chunks",
        job: fetch("/chunks/", GIB, false, Sink::Null),
        runs: 7,
        targets: &[
            (Measure::Cpu, Target::Share(1.1)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "tiny",
        job: fetch("/tiny/", 64 * MIB, false, Sink::Null),
        runs: 7,
        targets: &[
            (Measure::Cpu, Target::Share(0.6)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "upload-file",
        job: Job::Upload {
            size: 2 * GIB,
            source: Source::File,
        },
        runs: 7,
        targets: &[
            (Measure::Cpu, Target::Share(0.7)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "upload-pipe",
        job: Job::Upload {
            size: 2 * GIB,
            source: Source::Pipe,
        },
        runs: 7,
        targets: &[
            (Measure::Cpu, Target::Share(0.7)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "multipart",
        job: Job::Upload {
            size: GIB,
            source: Source::Form,
        },
        runs: 11,
        targets: &[
            (Measure::Wall, Target::Share(1.0)),
            (Measure::Cpu, Target::Shown),
            (Measure::Memory, Target::Most(10 * MIB)),
        ],
    },
    Row {
        name: "urls",
        job: many(1000, false, 1),
        runs: 21,
        targets: &[
            (Measure::Cpu, Target::Share(1.0 / 3.0)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "batch",
        job: batch(1000, Against::Ourselves),
        runs: 21,
        targets: &[
            (Measure::Instructions, Target::Shown),
            (Measure::Cpu, Target::Share(1.1)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "batch-curl",
        job: batch(1000, Against::Curl),
        runs: 21,
        targets: &[
            (Measure::Cpu, Target::Share(1.0 / 3.0)),
            (Measure::Wall, Target::Shown),
        ],
    },
    Row {
        name: "batch-long",
        job: batch(100_000, Against::Nobody),
        runs: 3,
        targets: &[(Measure::Wall, Target::Shown), PLAIN_MEMORY],
    },
    Row {
        name: "parallel",
        job: many(1000, false, 50),
        runs: 21,
        targets: &[
            (Measure::Wall, Target::Share(1.0)),
            (Measure::Cpu, Target::Shown),
            (Measure::Memory, Target::Most(16 * MIB)),
        ],
    },
    Row {
        name: "parallel-tls",
        job: many(200, true, 50),
        runs: 11,
        targets: &[
            (Measure::Wall, Target::Share(1.0)),
            (Measure::Cpu, Target::Shown),
            (Measure::Memory, Target::Most(24 * MIB)),
        ],
    },
    Row {
        name: "redirects",
        job: Job::Redirects { hops: 10 },
        runs: 101,
        targets: &[
            (Measure::Cpu, Target::Share(1.0 / 6.0)),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "pretty",
        job: Job::Json {
            records: 1_150_000,
            task: Task::Layout,
        },
        runs: 5,
        targets: &[
            (Measure::Cpu, Target::Share(0.1)),
            (Measure::Wall, Target::Shown),
            (Measure::Memory, Target::Most(16 * MIB)),
        ],
    },
    Row {
        name: "events",
        job: Job::Json {
            records: 1_000_000,
            task: Task::Events,
        },
        runs: 5,
        targets: &[
            (Measure::Cpu, Target::Shown),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "items",
        job: Job::Items { count: 1000 },
        runs: 41,
        targets: &[
            (Measure::Instructions, Target::Shown),
            (Measure::Cpu, Target::Shown),
            (Measure::Wall, Target::Shown),
            PLAIN_MEMORY,
        ],
    },
    Row {
        name: "query",
        job: Job::Query { size: 100 * MIB },
        runs: 5,
        targets: &[
            (Measure::Wall, Target::Share(1.0)),
            (Measure::Cpu, Target::Shown),
            (Measure::Memory, Target::Most(16 * MIB)),
        ],
    },
];
