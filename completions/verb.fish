# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_verb_global_optspecs
    string join \n h/help V/version
end

function __fish_verb_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_verb_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_verb_using_subcommand
    set -l cmd (__fish_verb_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c verb -n "__fish_verb_needs_command" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_needs_command" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_needs_command" -f -a "get" -d 'Fetch a resource'
complete -c verb -n "__fish_verb_needs_command" -f -a "head" -d 'Fetch only the head of a response'
complete -c verb -n "__fish_verb_needs_command" -f -a "options" -d 'Ask what a resource allows'
complete -c verb -n "__fish_verb_needs_command" -f -a "post" -d 'Send a body to be processed'
complete -c verb -n "__fish_verb_needs_command" -f -a "put" -d 'Replace a resource by a body'
complete -c verb -n "__fish_verb_needs_command" -f -a "patch" -d 'Change a resource as a body says'
complete -c verb -n "__fish_verb_needs_command" -f -a "delete" -d 'Delete a resource'
complete -c verb -n "__fish_verb_needs_command" -f -a "request" -d 'Send a request with any method'
complete -c verb -n "__fish_verb_needs_command" -f -a "session" -d 'Send many requests over one connection, typed or piped'
complete -c verb -n "__fish_verb_needs_command" -f -a "curl" -d 'Run a pasted curl line; see verb help curl'
complete -c verb -n "__fish_verb_needs_command" -f -a "replay" -d 'Send recorded requests again; see verb help record'
complete -c verb -n "__fish_verb_needs_command" -f -a "help" -d 'Print a help page'
complete -c verb -n "__fish_verb_needs_command" -f -a "man" -d 'Print the man page, for man -l -'
complete -c verb -n "__fish_verb_needs_command" -f -a "completions" -d 'Print a completion script'
complete -c verb -n "__fish_verb_using_subcommand get" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand get" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand get" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand get" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand get" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand get" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand get" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand get" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand get" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand get" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand get" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand get" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand get" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand get" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand get" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand get" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand get" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand get" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand get" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand get" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand get" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand get" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand get" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand get" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand get" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand get" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand get" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand get" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand get" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand get" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand get" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand get" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand get" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand get" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand get" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand get" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand get" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand get" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand get" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand get" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand get" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand get" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand get" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand get" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand get" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand get" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand get" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand get" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand get" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand get" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand get" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand get" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand get" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand get" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand get" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand head" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand head" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand head" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand head" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand head" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand head" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand head" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand head" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand head" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand head" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand head" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand head" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand head" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand head" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand head" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand head" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand head" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand head" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand head" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand head" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand head" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand head" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand head" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand head" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand head" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand head" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand head" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand head" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand head" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand head" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand head" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand head" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand head" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand head" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand head" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand head" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand head" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand head" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand head" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand head" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand head" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand head" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand head" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand head" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand head" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand head" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand head" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand head" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand head" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand head" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand head" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand head" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand head" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand head" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand head" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand options" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand options" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand options" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand options" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand options" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand options" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand options" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand options" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand options" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand options" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand options" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand options" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand options" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand options" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand options" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand options" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand options" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand options" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand options" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand options" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand options" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand options" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand options" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand options" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand options" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand options" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand options" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand options" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand options" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand options" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand options" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand options" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand options" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand options" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand options" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand options" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand options" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand options" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand options" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand options" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand options" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand options" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand options" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand options" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand options" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand options" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand options" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand options" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand options" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand options" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand options" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand options" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand options" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand options" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand options" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand post" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand post" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand post" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand post" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand post" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand post" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand post" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand post" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand post" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand post" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand post" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand post" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand post" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand post" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand post" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand post" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand post" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand post" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand post" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand post" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand post" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand post" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand post" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand post" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand post" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand post" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand post" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand post" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand post" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand post" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand post" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand post" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand post" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand post" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand post" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand post" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand post" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand post" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand post" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand post" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand post" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand post" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand post" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand post" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand post" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand post" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand post" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand post" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand post" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand post" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand post" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand post" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand post" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand post" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand post" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand put" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand put" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand put" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand put" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand put" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand put" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand put" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand put" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand put" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand put" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand put" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand put" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand put" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand put" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand put" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand put" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand put" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand put" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand put" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand put" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand put" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand put" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand put" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand put" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand put" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand put" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand put" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand put" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand put" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand put" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand put" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand put" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand put" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand put" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand put" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand put" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand put" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand put" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand put" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand put" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand put" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand put" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand put" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand put" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand put" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand put" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand put" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand put" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand put" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand put" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand put" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand put" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand put" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand put" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand put" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand patch" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand patch" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand patch" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand patch" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand patch" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand patch" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand patch" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand patch" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand patch" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand patch" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand patch" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand patch" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand patch" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand patch" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand patch" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand patch" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand patch" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand patch" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand patch" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand patch" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand patch" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand patch" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand patch" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand patch" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand patch" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand patch" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand patch" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand patch" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand patch" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand patch" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand patch" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand patch" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand patch" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand patch" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand patch" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand patch" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand patch" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand patch" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand patch" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand patch" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand patch" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand patch" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand patch" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand patch" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand patch" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand patch" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand patch" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand patch" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand patch" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand patch" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand patch" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand patch" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand patch" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand patch" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand delete" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand delete" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand delete" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand delete" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand delete" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand delete" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand delete" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand delete" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand delete" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand delete" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand delete" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand delete" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand delete" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand delete" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand delete" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand delete" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand delete" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand delete" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand delete" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand delete" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand delete" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand delete" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand delete" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand delete" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand delete" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand delete" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand delete" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand delete" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand delete" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand delete" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand delete" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand delete" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand delete" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand delete" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand delete" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand delete" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand delete" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand delete" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand delete" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand delete" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand delete" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand delete" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand delete" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand delete" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand delete" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand delete" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand delete" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand delete" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand delete" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand delete" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand delete" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand delete" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand delete" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand delete" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand request" -s X -l request -d 'The method, sent as it is written' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s d -l data -d 'Send as the body, joined with &; @FILE, @- stdin' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l data-raw -d 'The same as --data, but @ has no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l data-binary -d 'The same as --data' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s T -l upload-file -d 'Stream a file as the body; - for stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l base -d 'Where a URL that is only a /path leads' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l data-urlencode -d 'The same, percent-encoded; name=TEXT, name@FILE' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l url-query -d 'Add to the query, percent-encoded; +TEXT adds as it is' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s F -l part -d 'Send a multipart form part; @FILE attaches a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l form-string -d 'The same as --part, but @ < ; have no meaning' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s r -l range -d 'Ask for these bytes: 0-499, 500-, -500' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l request-target -d 'Send this instead of the URL\'s path' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand request" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand request" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l until -d 'With --events: end with success at this event' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l max-events -d 'With --events: end with success after so many' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l output-dir -d 'The directory for the files of -o and -O' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -s C -l continue-at -d 'Go on with a download that broke off; - finds where' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l sha256 -d 'Fail unless the body has this SHA-256 hash' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand request" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l to -d 'Send a part to a place: status=fd:3, head=FILE, m=stderr' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l capture -d 'Take a value of the response for the script' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l capture-file -d 'Append what --capture took to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l parallel-max -d 'How many at a time with --parallel; default 50' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand request" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand request" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand request" -l as -d 'Print, not send: as curl, verb or raw bytes' -r -f -a "curl\t''
verb\t''
raw\t''"
complete -c verb -n "__fish_verb_using_subcommand request" -s G -l get -d 'Put all --data into the query, not the body'
complete -c verb -n "__fish_verb_using_subcommand request" -s j -l json -d 'The body is JSON: check it, and say so in the head'
complete -c verb -n "__fish_verb_using_subcommand request" -l json-lines -d 'The body is a JSON document on each line (NDJSON)'
complete -c verb -n "__fish_verb_using_subcommand request" -l form -d 'Items make a urlencoded form, not JSON'
complete -c verb -n "__fish_verb_using_subcommand request" -l multipart -d 'Items make a multipart form'
complete -c verb -n "__fish_verb_using_subcommand request" -s 0 -l http1.0 -d 'Send an HTTP/1.0 request'
complete -c verb -n "__fish_verb_using_subcommand request" -l chunked -d 'Send the body in chunks'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-chunked -d 'Undo --chunked'
complete -c verb -n "__fish_verb_using_subcommand request" -l expect100 -d 'Hold the body back until the server agrees'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-expect100 -d 'Undo --expect100'
complete -c verb -n "__fish_verb_using_subcommand request" -l gzip-body -d 'Compress the body'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-gzip-body -d 'Undo --gzip-body'
complete -c verb -n "__fish_verb_using_subcommand request" -l path-as-is -d 'Keep /../ and /./ in the URL\'s path'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-path-as-is -d 'Undo --path-as-is'
complete -c verb -n "__fish_verb_using_subcommand request" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand request" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand request" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand request" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand request" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand request" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand request" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand request" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand request" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand request" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand request" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand request" -l events -d 'Print each event of a stream as a line of JSON, as it comes'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-events -d 'Undo --events'
complete -c verb -n "__fish_verb_using_subcommand request" -s O -l remote-name -d 'Write the body to a new file named as in the URL'
complete -c verb -n "__fish_verb_using_subcommand request" -s J -l remote-header-name -d 'With -O: prefer the name that the server gives'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-remote-header-name -d 'Undo --remote-header-name'
complete -c verb -n "__fish_verb_using_subcommand request" -l remote-name-all -d 'Use -O for all URLs without -o'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-remote-name-all -d 'Undo --remote-name-all'
complete -c verb -n "__fish_verb_using_subcommand request" -l create-dirs -d 'Make the directories that -o and -O lack'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-create-dirs -d 'Undo --create-dirs'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-clobber -d 'Do not replace a file'
complete -c verb -n "__fish_verb_using_subcommand request" -s R -l remote-time -d 'Give the file the time of Last-Modified'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-remote-time -d 'Undo --remote-time'
complete -c verb -n "__fish_verb_using_subcommand request" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand request" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand request" -l shell -d 'Print what --capture took as assignments, not the body'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-shell -d 'Undo --shell'
complete -c verb -n "__fish_verb_using_subcommand request" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand request" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand request" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand request" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand request" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand request" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand request" -s Z -l parallel -d 'Request the URLs side by side; output stays in order'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-parallel -d 'Undo --parallel'
complete -c verb -n "__fish_verb_using_subcommand request" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand request" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand request" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand request" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand request" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand request" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand request" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand request" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand request" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand request" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand request" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand session" -s H -l header -d 'Send a header; NAME: removes, NAME; sends it empty' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s A -l user-agent -d 'Send this User-Agent; \'\' for none' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s e -l referer -d 'Send this Referer' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s u -l user -d 'Send these credentials (Basic, or --digest)' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l bearer -d 'Send this token: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l netrc-file -d 'The same from this file' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l aws-sigv4 -d 'Sign the request, such as aws:amz:REGION:SERVICE' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s b -l cookie -d 'Send cookies: NAME=VALUE; …, or those of a file' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s c -l cookie-jar -d 'Save cookies to this file; - for stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand session" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand session" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l max-redirs -d 'Redirects followed for a URL; default 10' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l proto-redir -d 'Schemes that a redirect may lead to' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l retry -d 'Try again up to N times after a passing failure' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l retry-delay -d 'Pause so long before each retry' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l retry-max-time -d 'Begin no retry later than this' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l retry-on -d 'What to retry on, such as 429,5xx,refused,timeout' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand session" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand session" -l file -d 'Read the requests from this file, not from stdin' -r -F
complete -c verb -n "__fish_verb_using_subcommand session" -l digest -d 'Answer Digest challenges; never Basic'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-digest -d 'Undo --digest'
complete -c verb -n "__fish_verb_using_subcommand session" -s n -l netrc -d 'Take user and password from ~/.netrc'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-netrc -d 'Undo --netrc'
complete -c verb -n "__fish_verb_using_subcommand session" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand session" -l junk-session-cookies -d 'Leave out session cookies when reading a file'
complete -c verb -n "__fish_verb_using_subcommand session" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand session" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand session" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand session" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand session" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand session" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand session" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand session" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand session" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand session" -l fail-early -d 'Stop at the first URL that fails'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-fail-early -d 'Undo --fail-early'
complete -c verb -n "__fish_verb_using_subcommand session" -l location-trusted -d 'As -L, with credentials for every host named'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-location-trusted -d 'Undo --location-trusted'
complete -c verb -n "__fish_verb_using_subcommand session" -s L -l location -d 'Follow redirects (301, 302, 303, 307, 308)'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-location -d 'Undo --location'
complete -c verb -n "__fish_verb_using_subcommand session" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand session" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand session" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand session" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand session" -l retry-all-errors -d 'The same as --retry-on all'
complete -c verb -n "__fish_verb_using_subcommand session" -l retry-connrefused -d 'Retry on refused connections, too'
complete -c verb -n "__fish_verb_using_subcommand session" -l idempotency-key -d 'Send an Idempotency-Key, so that POST may be retried'
complete -c verb -n "__fish_verb_using_subcommand session" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand session" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand session" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand session" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand session" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand session" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand session" -s V -l version -d 'Print the version'
complete -c verb -n "__fish_verb_using_subcommand replay" -l to -d 'Connect there instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -s o -l output -d 'Write the body to a file, once all of it has come' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -s D -l dump-header -d 'Write the response heads to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l max-filesize -d 'Fail when the body is larger' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l pretty -d 'Lay out JSON, XML: auto (terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand replay" -l color -d 'Use colours: auto (on a terminal), always, never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c verb -n "__fish_verb_using_subcommand replay" -s q -l jq -d 'Write what this jq filter makes of the JSON body' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l arg -d 'Give the jq filter a text as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l argjson -d 'Give the jq filter a JSON value as $NAME' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l trace -d 'Write every byte of the connections to a file' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l trace-ascii -d 'The same as --trace, without digits' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l record -d 'Record the exchanges in a file, as lines of JSON' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l har -d 'Write the exchanges to a file as HAR 1.2' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l progress -d 'Show progress: auto (on a terminal), plain, off' -r -f -a "auto\t''
plain\t''
off\t''"
complete -c verb -n "__fish_verb_using_subcommand replay" -s p -l print -d 'What goes to stdout: letters out of HBhbms' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -s w -l write-out -d 'Print facts by a template, such as \'%{http_code}\\n\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l meta -d 'Write a JSON object about each request to a file; - stdout' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l ok -d 'Which statuses are fine, such as 2xx,404,500-503' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -s m -l max-time -d 'Limit for everything, for each URL; default none' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l connect-timeout -d 'Limit for name, connection and TLS; default 10s' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l idle-timeout -d 'Limit for each silence of the server; default 300s' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l resolve -d 'Use this address for a host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l connect-to -d 'Connect to another host and port' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l unix-socket -d 'Connect to this Unix domain socket instead' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -s x -l proxy -d 'Use this proxy: http, https, socks4(a), socks5(h)' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -s U -l proxy-user -d 'Send the proxy these credentials (Basic, SOCKS)' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l proxy-header -d 'Send the proxy this header; @FILE for many' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l noproxy -d 'Use no proxy for these hosts; * is every host' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l proxy-cacert -d 'Trust this CA for an https proxy, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l abstract-unix-socket -d 'Connect to this Linux abstract socket instead' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l interface -d 'Connect from this device or address' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l limit-rate -d 'Move at most so many bytes a second each way' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l speed-limit -d 'Give up when slower than so many bytes a second' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l speed-time -d 'How long --speed-limit may be missed' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l cacert -d 'Trust the CA certificates in this PEM file, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l capath -d 'Trust the CA certificates in this directory, too' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l trust -d 'Which roots count: any, bundled, system or given' -r -f -a "any\t''
bundled\t''
system\t''
given\t''"
complete -c verb -n "__fish_verb_using_subcommand replay" -s E -l cert -d 'Show this client certificate (PEM)' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l key -d 'The private key of --cert' -r -F
complete -c verb -n "__fish_verb_using_subcommand replay" -l pass -d 'The password of that key: env:NAME, @FILE, fd:N, cmd:\'…\'' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l pinnedpubkey -d 'Let in only servers with this public key' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l tls-max -d 'The last TLS version to speak: 1.2, 1.3 or default' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l ciphers -d 'Offer these cipher suites, in this order' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l tls13-ciphers -d 'The same for TLS 1.3 alone' -r -f
complete -c verb -n "__fish_verb_using_subcommand replay" -l show-secrets -d 'Let -v show credentials and cookies'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-show-secrets -d 'Undo --show-secrets'
complete -c verb -n "__fish_verb_using_subcommand replay" -s i -l show-headers -d 'Write the response heads before the body'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-show-headers -d 'Undo --show-headers'
complete -c verb -n "__fish_verb_using_subcommand replay" -l raw -d 'Leave gzip, deflate, br and zstd as they come'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-raw -d 'Undo --raw'
complete -c verb -n "__fish_verb_using_subcommand replay" -l compressed -d 'Ask for a compressed response'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-compressed -d 'Undo --compressed'
complete -c verb -n "__fish_verb_using_subcommand replay" -s s -l silent -d 'Print no errors and no warnings'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-silent -d 'Undo --silent'
complete -c verb -n "__fish_verb_using_subcommand replay" -s S -l show-error -d 'With -s: print errors, still no warnings'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-show-error -d 'Undo --show-error'
complete -c verb -n "__fish_verb_using_subcommand replay" -s v -l verbose -d 'Show heads, connection and TLS on stderr'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-verbose -d 'Undo --verbose'
complete -c verb -n "__fish_verb_using_subcommand replay" -l require -d 'Fail when the jq filter gives null, false or nothing'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-require -d 'Undo --require'
complete -c verb -n "__fish_verb_using_subcommand replay" -l timing -d 'Show on stderr where the time went'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-timing -d 'Undo --timing'
complete -c verb -n "__fish_verb_using_subcommand replay" -s f -l fail -d 'Deliver no body when the status is a failure'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-fail -d 'Every status is fine'
complete -c verb -n "__fish_verb_using_subcommand replay" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c verb -n "__fish_verb_using_subcommand replay" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c verb -n "__fish_verb_using_subcommand replay" -l proxytunnel -d 'Have http requests tunnelled, too (CONNECT)'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-proxytunnel -d 'Undo --proxytunnel'
complete -c verb -n "__fish_verb_using_subcommand replay" -l proxy-insecure -d 'Accept any certificate of an https proxy'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-proxy-insecure -d 'Undo --proxy-insecure'
complete -c verb -n "__fish_verb_using_subcommand replay" -s k -l insecure -d 'Accept any certificate; anyone could be there'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-insecure -d 'Undo --insecure'
complete -c verb -n "__fish_verb_using_subcommand replay" -l tlsv1.2 -d 'Speak TLS 1.2 or later, which is the default'
complete -c verb -n "__fish_verb_using_subcommand replay" -l tlsv1.3 -d 'Speak TLS 1.3 or later only'
complete -c verb -n "__fish_verb_using_subcommand replay" -l dry-run -d 'Print the bytes of the request, contact nobody'
complete -c verb -n "__fish_verb_using_subcommand replay" -l no-dry-run -d 'Undo --dry-run'
complete -c verb -n "__fish_verb_using_subcommand replay" -s h -l help -d 'One screen of help; --help prints all of it'
complete -c verb -n "__fish_verb_using_subcommand replay" -s V -l version -d 'Print the version'
