//! A network of its own, where the kernel allows one: addresses and name servers that swallow
//! whatever is sent to them. Nothing leaves the machine.

use super::verb::{Run, shell};

/// An address from which nothing ever comes back.
pub(crate) const HOLE: &str = "192.0.2.2";

/// A cable to nobody, with an entry for the neighbour that would have to be asked for first.
const SETUP: &str = "ip link set lo up && ip link add d0 type veth peer name d1 && \
                     ip addr add 192.0.2.1/24 dev d0 && ip link set d1 up && \
                     ip link set d0 up && ip neigh replace 192.0.2.2 \
                     lladdr 02:00:00:00:00:01 dev d0 nud permanent";

/// A script in such a network; says so and gives `None` where there cannot be one.
pub(crate) fn black_hole(script: &str) -> Option<Run> {
    let there = shell(&format!("unshare -rnm sh -ec '{SETUP}'")).run();
    if there.exit_code() != 0 {
        println!("left out: no network namespace: {}", there.err());
        return None;
    }
    Some(inside(script))
}

/// The same with a name server that never answers.
pub(crate) fn silent_names(script: &str) -> Option<Run> {
    let silent = format!(
        "f=$(mktemp) && echo nameserver {HOLE} >$f && mount --bind $f /etc/resolv.conf && rm $f"
    );
    let there = shell(&format!("unshare -rnm sh -ec '{SETUP} && {silent}'")).run();
    if there.exit_code() != 0 {
        println!("left out: no resolv.conf of its own: {}", there.err());
        return None;
    }
    Some(inside(&format!("{silent}; {script}")))
}

fn inside(script: &str) -> Run {
    shell(&format!("exec unshare -rnm sh -ec '{SETUP}; {script}'"))
}
