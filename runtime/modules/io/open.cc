#include "runtime/modules/io/open.h"

#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/file_io.h"
#include "runtime/modules/io/open_files.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

enum Slot { kFile, kMode, kBuffering, kEncoding, kErrors, kNewline, kCloseFd, kOpener };

struct Mode {
  bool creating = false, reading = false, writing = false, appending = false;
  bool updating = false, text = false, binary = false;
  std::string raw;  // for FileIO

  bool Parse(Isolate* iso, std::string_view mode);
};

bool Mode::Parse(Isolate* iso, std::string_view mode) {
  for (size_t i = 0; i < mode.size(); ++i) {
    const char c = mode[i];
    switch (c) {
      case 'x':
        creating = true;
        break;
      case 'r':
        reading = true;
        break;
      case 'w':
        writing = true;
        break;
      case 'a':
        appending = true;
        break;
      case '+':
        updating = true;
        break;
      case 't':
        text = true;
        break;
      case 'b':
        binary = true;
        break;
      default:
        return RaiseValueError(iso, "invalid mode: '" + std::string(mode) + "'");
    }
    if (mode.find(c, i + 1) != mode.npos) {
      return RaiseValueError(iso, "invalid mode: '" + std::string(mode) + "'");
    }
  }
  if (text && binary) {
    return RaiseValueError(iso, "can't have text and binary mode at once");
  }
  const int kinds = creating + reading + writing + appending;
  if (kinds > 1) {
    return RaiseValueError(iso, "must have exactly one of create/read/write/append mode");
  }
  raw = creating ? "x" : reading ? "r" : writing ? "w" : appending ? "a" : "";
  if (updating) raw += "+";
  return true;
}

bool StrArgument(Isolate* iso, Value v, const char* name, bool none_allowed) {
  if (!v || (none_allowed && v.IsNone()) || IsStr(v)) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "open() argument '%s' must be str%s, not %.50s", name,
                none_allowed ? " or None" : "", TypeName(iso, v));
}

bool CheckArguments(Isolate* iso, const Value* args, const Mode& mode) {
  const auto given = [&](int slot) { return args[slot] && !args[slot].IsNone(); };
  if (mode.binary && given(kEncoding)) {
    return RaiseValueError(iso, "binary mode doesn't take an encoding argument");
  }
  if (mode.binary && given(kErrors)) {
    return RaiseValueError(iso, "binary mode doesn't take an errors argument");
  }
  if (mode.binary && given(kNewline)) {
    return RaiseValueError(iso, "binary mode doesn't take a newline argument");
  }
  return true;
}

// Calls __init__ of a new FileIO as a script would, with what open() was given.
Value OpenRaw(Isolate* iso, const Value* args, Value file, const Mode& mode) {
  KRAIT_TRY(Type*, type, iso->native_type(&kFileIoSpec));
  KRAIT_TRY(Str*, raw_mode, Str::NewAscii(iso, mode.raw));
  return Call(iso, Value::Object(type),
              {file, Value::Object(raw_mode), args[kCloseFd] ? args[kCloseFd] : Value::True(),
               args[kOpener] ? args[kOpener] : Value::None()});
}

// Buffer and text layers over `raw`. Failures leave closing it to the caller.
Value AddLayers(Isolate* iso, const Value* args, Value raw, const Mode& mode, int64_t buffering) {
  bool terminal = false;
  if (buffering < 0 && !StreamTruth(iso, raw, "isatty", &terminal)) return Value();
  const bool line_buffering = (buffering == 1 && !mode.binary) || terminal;
  if (buffering < 0 || line_buffering) buffering = raw.As<FileIO>()->block_size;
  if (buffering == 0) {
    if (!mode.binary) return RaiseValueError(iso, "can't have unbuffered text I/O");
    return raw;
  }
  const TypeSpec* spec = mode.updating ? &kBufferedRandomSpec
                         : mode.creating || mode.writing || mode.appending
                             ? &kBufferedWriterSpec
                         : mode.reading ? &kBufferedReaderSpec
                                        : nullptr;
  if (spec == nullptr) {
    KRAIT_TRY(Str*, text, Repr(iso, args[kMode]));
    return RaiseValueError(iso, "unknown mode: " + std::string(text->view()));
  }
  if (spec == &kBufferedRandomSpec &&
      !CheckStreamCan(iso, raw, "seekable", "File or stream is not seekable.")) {
    return Value();
  }
  KRAIT_TRY(Value, buffer, NewBuffered(iso, spec, raw, buffering));
  if (mode.binary) return buffer;
  TextFileOptions options;
  options.encoding = args[kEncoding];
  options.errors = args[kErrors];
  options.newline = args[kNewline];
  options.line_buffering = line_buffering;
  KRAIT_TRY(Value, text, NewTextFile(iso, buffer, options));
  const Value mode_text =
      args[kMode] ? args[kMode] : Value::Object(Str::FromCodePoint(iso, 'r'));
  KRAIT_CHECK_OK(SetAttr(iso, text, Str::Intern(iso, "mode"), mode_text));
  return text;
}

// A file that a script dropped without closing may still have its last data in our buffers.
bool FlushEarlierWriter(Isolate* iso, Value path) {
  std::string bytes;
  if (!PathBytes(iso, path, &bytes)) return false;
  FlushFilesNamed(iso, bytes.c_str());
  return true;
}

}  // namespace

Value OpenFunction(Isolate* iso, Value* args, size_t) {
  Value file = args[kFile];
  if (!IsIntLike(file)) {
    file = FileSystemPath(iso, file);
    if (!file) return file;
  }
  if (!StrArgument(iso, args[kMode], "mode", false) ||
      !StrArgument(iso, args[kEncoding], "encoding", true) ||
      !StrArgument(iso, args[kErrors], "errors", true) ||
      !StrArgument(iso, args[kNewline], "newline", true)) {
    return Value();
  }
  int64_t buffering = -1;
  if (args[kBuffering] && !IndexToInt64(iso, args[kBuffering], &buffering)) return Value();
  Mode mode;
  if (!mode.Parse(iso, args[kMode] ? args[kMode].As<Str>()->view() : "r") ||
      !CheckArguments(iso, args, mode)) {
    return Value();
  }
  if (!IsIntLike(file) && !FlushEarlierWriter(iso, file)) return Value();
  KRAIT_TRY(Value, raw, OpenRaw(iso, args, file, mode));
  const Value result = AddLayers(iso, args, raw, mode, buffering);
  if (result) return result;
  const Value error = TakePending(iso);
  if (!CallMethod(iso, raw, iso->names().close, {})) TakePending(iso);
  return RestorePending(iso, error);
}

}  // namespace krait
