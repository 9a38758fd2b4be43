// From the bytes of a source to the text that the lexer reads.
//
// The text is UTF-8 with "\n" line ends. Bytes which are not UTF-8 may remain where CPython
// tolerates them (comments, byte strings' escapes aside); the lexer reports the others where they
// stand.

#ifndef KRAIT_RUNTIME_FRONTEND_SOURCE_H_
#define KRAIT_RUNTIME_FRONTEND_SOURCE_H_

#include <string>
#include <string_view>

#include "runtime/frontend/errors.h"
#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {

struct SourceText {
  std::string text;
  // CPython counts the columns of errors in characters only if it knows the encoding from a BOM, a
  // declaration, or the source being a str; otherwise in bytes.
  bool encoding_known = false;
};

// Honours the BOM and the encoding declaration, translates line ends and, for kExec, completes the
// last line. Returns false and fills *error if the source cannot be decoded.
bool DecodeSource(std::string_view source, const ParseOptions& options, SourceText* result,
                  SyntaxErrorInfo* error);

// The encoding that a source line declares ("# -*- coding: latin-1 -*-"), in normalised spelling,
// or empty.
std::string DeclaredEncoding(std::string_view line);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_SOURCE_H_
