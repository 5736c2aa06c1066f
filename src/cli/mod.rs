//! From words to a plan: the command line, its help, the environment. Does nothing by itself.
