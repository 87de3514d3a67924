/* The C surface of Nestling: an interpreter with its kernel, values in, text run, values out.
 *
 * Values cross as a sequence of 8-byte words, many of them in one call. Each value begins with a word
 *   kind + 256 * n
 * whose kind is one of nestling_kind and whose n depends on it. Names travel as ids, see nestling_intern.
 *
 * No function throws, prints or exits. One interpreter is used by one thread at a time; several interpreters live side
 * by side. Python's cffi reads this file too, without the lines that begin with #. */
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

typedef struct nestling_session nestling_session;

enum nestling_kind {
  NESTLING_INTEGER = 0,    /* next word: the number */
  NESTLING_DOUBLE = 1,     /* next word: the number */
  NESTLING_BOOL = 2,       /* n: 0 or 1 */
  NESTLING_STRING = 3,     /* n bytes follow, padded with zeros to a multiple of 8 */
  NESTLING_LITERAL = 4,    /* n: the name */
  NESTLING_ARRAY = 5,      /* n values follow */
  NESTLING_DICT = 6,       /* n pairs follow: a word with the name, a value */
  NESTLING_INTEGERS = 7,   /* array of n integers; the numbers follow */
  NESTLING_DOUBLES = 8,    /* array of n doubles; the numbers follow */
  NESTLING_LITERALS = 9,   /* array of n literals; the names follow */
  NESTLING_INTVECTOR = 10, /* n int64 at the address in the next word; in results then a word for nestling_release */
  NESTLING_DOUBLEVECTOR = 11, /* the same with doubles */
  NESTLING_CONNECTION = 12,   /* 5 words: source, target, target thread, synapse model id, port */
  NESTLING_CONNECTIONS = 13,  /* array of n connections of 5 words each */
  NESTLING_HANDLE = 14        /* n: name of the type; next word: the object, for nestling_release; goes back as it came */
};

enum nestling_result {
  NESTLING_OK = 0,
  NESTLING_ERROR = 1,         /* the text raised an error: nestling_last_error */
  NESTLING_EMPTY = 2,         /* fewer operands than results asked for; none is taken */
  NESTLING_UNCONVERTIBLE = 3, /* a result has no form outside: last_error.message names its type; the results are gone */
  NESTLING_BROKEN = 4,        /* operands that are no values, a call within a call, or out of memory */
  NESTLING_QUIT = 5           /* the text ran `quit`: last_error.message is the exit code */
};

typedef struct {
  const char* errorname;
  const char* commandname;
  const char* message;  /* may be empty */
  const char* where;    /* position in the source, its line, the call chain; may be empty */
} nestling_failure;

typedef struct {
  const long long* words;  /* valid until the next call */
  size_t count;
} nestling_values;

/* Text that the interpreter prints: stream 1 is its cout, 2 its cerr. If the result is not 0 (a signal came between), the
 * same text is offered once more. */
typedef int (*nestling_output)(int stream, const char* text, size_t length, void* context);

/* How many columns the terminal has on which stream 2 is shown; 0 if that is no terminal. */
typedef int (*nestling_columns)(void* context);

/* So many ms of a simulation are done. */
typedef int (*nestling_bar)(double done_ms, double total_ms, int ended, void* context);

/* argv: what statusdict /argv shows. NULL when memory is short; any other failure is told by nestling_last_error. */
nestling_session* nestling_new(int argc, const char* const* argv, nestling_output output, void* context);
void nestling_free(nestling_session*);

/* Pushes the operands (bytes of words), runs the text unless it is NULL, then takes the given number of results off the
 * stack, the topmost first. After an error the operand stack is empty and the dictionary stack as deep as before.
 * SIGINT, if the process handles it, interrupts a text that runs for long and then goes on to whoever handled it before. */
int nestling_call(nestling_session*, const void* operands, size_t bytes, const char* text, size_t length, int n_results,
                  nestling_values* results);
size_t nestling_count(nestling_session*); /* of operands */
nestling_failure nestling_last_error(nestling_session*);

/* The id of a name, and the text of an id. Ids are positive, fit into 56 bits and last as long as the interpreter. */
long long nestling_intern(nestling_session*, const char* text, size_t length);
const char* nestling_name(nestling_session*, long long id);

/* Gives back what a result kept alive: a vector or a handle. */
void nestling_release(long long object);

/* Asks a running call to stop, at the end of the slice or at the next token. May be called from a signal handler. */
void nestling_interrupt(nestling_session*);

/* While a simulation runs, stream 2 gets a line that tells how far it is, if `columns` says that this is a terminal; unless
 * `bar` shows that, and says so by a result that is not 0. `bar` is told last when the run has `ended`. */
void nestling_show_progress(nestling_session*, nestling_columns columns, nestling_bar bar, void* context);

/* The program `sli`, on the standard streams of this process; argv[0] is its name. The result is an exit code. */
int nestling_main(int argc, const char* const* argv);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
