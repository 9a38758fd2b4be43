// The module _csv: dialects, and the reader and the writer that follow one.
#ifndef KRAIT_RUNTIME_MODULES_CSV_CSV_H_
#define KRAIT_RUNTIME_MODULES_CSV_CSV_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/modules/module_state.h"
#include "runtime/native.h"
#include "runtime/object/errors.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;

namespace csv {

enum class Quoting : uint8_t { kMinimal, kAll, kNonNumeric, kNone };

// How tables are written. Immutable.
struct Dialect : NativeInstance {
  // A character that is not set: no text contains it.
  static constexpr uint32_t kUnset = UINT32_MAX;

  uint32_t delimiter;
  uint32_t escape;
  uint32_t quote;
  Quoting quoting;
  bool double_quote;
  bool skip_initial_space;
  bool strict;
  Str* line_terminator;
};

// What a Dialect, a reader and a writer are made from: None or Empty for the default dialect, the
// name of a registered one or any object with its attributes; and keyword arguments (or null).
Dialect* MakeDialect(Isolate* iso, Value dialect, Dict* parameters);

struct CsvState : ModuleState {
  static constexpr char kKey = 0;
  Dict* dialects = nullptr;  // name -> Dialect
  int64_t field_limit = 128 * 1024;
  void Trace(gc::Marker& marker) override;
};

CsvState& StateOfCsv(Isolate* iso);
Failure RaiseCsvError(Isolate* iso, std::string_view message);

extern const TypeSpec kErrorSpec;
extern const TypeSpec kDialectSpec;
extern const TypeSpec kReaderSpec;
extern const TypeSpec kWriterSpec;

Value NewReader(Isolate* iso, Value lines, Dialect* dialect);
Value NewWriter(Isolate* iso, Value file, Dialect* dialect);

}  // namespace csv
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_CSV_CSV_H_
