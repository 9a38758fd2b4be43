#include "runtime/modules/io/standard_streams.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/file_io.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// The streams decode and encode whatever bytes there are in the C locale, and are strict in others,
// where the user has said what encoding to expect.
bool InPosixLocale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    return locale == "C" || locale == "POSIX";
  }
  return true;
}

struct StreamPlan {
  int fd;
  const char* name;
  bool writes;
  const char* errors;
};

// PYTHONIOENCODING is not looked at: the encoding is always UTF-8.
Value MakeStream(Isolate* iso, const StreamPlan& plan, bool unbuffered) {
  if (fcntl(plan.fd, F_GETFD) < 0) return Value::None();
  KRAIT_TRY(Type*, type, iso->native_type(&kFileIoSpec));
  KRAIT_TRY(Str*, mode, Str::Intern(iso, plan.writes ? "w" : "r"));
  const Value raw =
      Call(iso, Value::Object(type), {Value::Int(plan.fd), Value::Object(mode), Value::False()});
  if (!raw) {
    // A directory as standard input, for one.
    TakePending(iso);
    return Value::None();
  }
  KRAIT_TRY(Str*, name, Str::Intern(iso, plan.name));
  KRAIT_CHECK_OK(SetAttr(iso, raw, iso->names().name, Value::Object(name)));
  const bool terminal = isatty(plan.fd) != 0;
  unbuffered = unbuffered && plan.writes;
  Value buffer = raw;
  if (!unbuffered) {
    buffer = NewBuffered(iso, plan.writes ? &kBufferedWriterSpec : &kBufferedReaderSpec, raw,
                         raw.As<FileIO>()->block_size);
    if (!buffer) return Value();
  }
  TextFileOptions options;
  options.write_through = unbuffered;
  options.encoding = Value::Object(Str::Intern(iso, "utf-8"));
  options.errors = Value::Object(Str::Intern(iso, plan.errors));
  options.newline = Value::Object(Str::Intern(iso, "\n"));
  options.line_buffering = terminal || plan.fd == 2;
  KRAIT_TRY(Value, text, NewTextFile(iso, buffer, options));
  KRAIT_CHECK_OK(SetAttr(iso, text, Str::Intern(iso, "mode"), Value::Object(mode)));
  return text;
}

}  // namespace

bool MakeStandardStreams(Isolate* iso, bool unbuffered, Value* in, Value* out, Value* error) {
  const char* errors = InPosixLocale() ? "surrogateescape" : "strict";
  *in = MakeStream(iso, {0, "<stdin>", false, errors}, unbuffered);
  if (!*in) return false;
  *out = MakeStream(iso, {1, "<stdout>", true, errors}, unbuffered);
  if (!*out) return false;
  *error = MakeStream(iso, {2, "<stderr>", true, "backslashreplace"}, unbuffered);
  return !error->IsEmpty();
}

}  // namespace krait
