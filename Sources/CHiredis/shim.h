// The reader of Redis' protocol in hiredis 0.14. Its asynchronous contexts are of no use here: a reply that nobody asked
// for ends the process by an assertion.
#pragma once
#include <hiredis/read.h>
