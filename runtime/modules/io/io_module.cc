// The module _io, from which CPython's own io.py makes the module io.
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/bytes_io.h"
#include "runtime/modules/io/file_io.h"
#include "runtime/modules/io/newline_decoder.h"
#include "runtime/modules/io/open.h"
#include "runtime/modules/io/stream.h"
#include "runtime/modules/io/string_io.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// open_code(path): what the import system reads source with; a host's policy sees it as any open().
Value OpenCode(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "open_code() argument 'path' must be str, not %.50s",
                  args[0].IsNone() ? "None" : TypeName(iso, args[0]));
  }
  Value open_args[8] = {};
  open_args[0] = args[0];
  open_args[1] = Value::Object(Str::Intern(iso, "rb"));
  return OpenFunction(iso, open_args, 8);
}

Value TextEncoding(Isolate* iso, Value* args, size_t) {
  if (!args[0].IsNone()) return args[0];
  return Value::Object(Str::Intern(iso, "locale"));
}

constexpr NativeMethod kFunctions[] = {
    {"open", OpenFunction,
     "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "
     "closefd=True, opener=None)",
     0, "Open a file and return a stream."},
    {"open_code", OpenCode, "($module, /, path)", 0,
     "Open the provided file with the intent to import the contents."},
    {"text_encoding", TextEncoding, "($module, encoding, stacklevel=2, /)", 0,
     "Return the encoding, or 'locale' when it is None."},
};

constexpr ModuleConstant kConstants[] = {
    {"DEFAULT_BUFFER_SIZE", Value::Int(kDefaultBufferSize)},
};

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec :
       {&kIoBaseSpec, &kRawIoBaseSpec, &kBufferedIoBaseSpec, &kTextIoBaseSpec, &kFileIoSpec,
        &kBytesIoSpec, &kStringIoSpec, &kBufferedReaderSpec, &kBufferedWriterSpec,
        &kBufferedRandomSpec, &kBufferedRWPairSpec, &kTextFileSpec, &kNewlineDecoderSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  KRAIT_TRY(Type*, unsupported, UnsupportedOperationType(iso));
  const Value blocking = Value::Object(iso->exception_type(ExceptionId::kBlockingIOError));
  return SetModuleAttribute(iso, module, "UnsupportedOperation", Value::Object(unsupported)) &&
         SetModuleAttribute(iso, module, "BlockingIOError", blocking);
}

}  // namespace

const ModuleSpec kIoModule = {
    .name = "_io",
    .doc = "The io module provides the Python interfaces to stream handling.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
