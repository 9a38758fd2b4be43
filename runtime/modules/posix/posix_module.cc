// The module posix: what CPython's os.py builds on. Access by path asks the host (host_files.h).
#include "runtime/modules/posix/posix_module.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "runtime/collection/list.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/posix/path_argument.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

#define KRAIT_CONSTANT(name) {#name, Value::Int(name)}
constexpr ModuleConstant kConstants[] = {
    KRAIT_CONSTANT(F_OK),        KRAIT_CONSTANT(R_OK),        KRAIT_CONSTANT(W_OK),
    KRAIT_CONSTANT(X_OK),        KRAIT_CONSTANT(O_RDONLY),    KRAIT_CONSTANT(O_WRONLY),
    KRAIT_CONSTANT(O_RDWR),      KRAIT_CONSTANT(O_NDELAY),    KRAIT_CONSTANT(O_NONBLOCK),
    KRAIT_CONSTANT(O_APPEND),    KRAIT_CONSTANT(O_DSYNC),     KRAIT_CONSTANT(O_RSYNC),
    KRAIT_CONSTANT(O_SYNC),      KRAIT_CONSTANT(O_NOCTTY),    KRAIT_CONSTANT(O_CREAT),
    KRAIT_CONSTANT(O_EXCL),      KRAIT_CONSTANT(O_TRUNC),     KRAIT_CONSTANT(O_CLOEXEC),
    KRAIT_CONSTANT(O_ACCMODE),   KRAIT_CONSTANT(O_ASYNC),     KRAIT_CONSTANT(O_DIRECT),
    KRAIT_CONSTANT(O_DIRECTORY), KRAIT_CONSTANT(O_NOFOLLOW),  KRAIT_CONSTANT(O_NOATIME),
    KRAIT_CONSTANT(O_PATH),      KRAIT_CONSTANT(O_TMPFILE),   KRAIT_CONSTANT(O_LARGEFILE),
    KRAIT_CONSTANT(EX_OK),       KRAIT_CONSTANT(EX_USAGE),    KRAIT_CONSTANT(EX_DATAERR),
    KRAIT_CONSTANT(EX_NOINPUT),  KRAIT_CONSTANT(EX_NOUSER),   KRAIT_CONSTANT(EX_NOHOST),
    KRAIT_CONSTANT(EX_UNAVAILABLE), KRAIT_CONSTANT(EX_SOFTWARE), KRAIT_CONSTANT(EX_OSERR),
    KRAIT_CONSTANT(EX_OSFILE),   KRAIT_CONSTANT(EX_CANTCREAT), KRAIT_CONSTANT(EX_IOERR),
    KRAIT_CONSTANT(EX_TEMPFAIL), KRAIT_CONSTANT(EX_PROTOCOL), KRAIT_CONSTANT(EX_NOPERM),
    KRAIT_CONSTANT(EX_CONFIG),   KRAIT_CONSTANT(WNOHANG),     KRAIT_CONSTANT(WUNTRACED),
    KRAIT_CONSTANT(WCONTINUED),  KRAIT_CONSTANT(SEEK_DATA),   KRAIT_CONSTANT(SEEK_HOLE),
    KRAIT_CONSTANT(TMP_MAX),
};
#undef KRAIT_CONSTANT

// What the functions here can do beyond plain paths: os.py makes supports_fd and
// supports_follow_symlinks from it. Functions relative to a directory's descriptor are missing.
constexpr const char* kHaveFunctions[] = {
    "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LSTAT", "HAVE_LUTIMES",
};

bool AddFunctions(Isolate* iso, Module* module, std::span<const NativeMethod> table) {
  const Value name = Value::Object(Str::Intern(iso, "posix"));
  for (const NativeMethod& method : table) {
    KRAIT_TRY(NativeFunction*, function, NativeFunction::New(iso, &method, Value(), name));
    KRAIT_CHECK_OK(SetModuleAttribute(iso, module, method.name, Value::Object(function)));
  }
  return true;
}

bool Init(Isolate* iso, Module* module) {
  for (std::span<const NativeMethod> table :
       {kPosixDescriptorFunctions, kPosixPathFunctions, kPosixStatFunctions,
        kPosixDirectoryFunctions, kPosixProcessFunctions}) {
    KRAIT_CHECK_OK(AddFunctions(iso, module, table));
  }
  KRAIT_TRY(List*, have, List::New(iso));
  for (const char* name : kHaveFunctions) {
    KRAIT_CHECK_OK(have->Append(iso, Value::Object(Str::Intern(iso, name))));
  }
  KRAIT_CHECK_OK(SetModuleAttribute(iso, module, "_have_functions", Value::Object(have)));
  const Value error = Value::Object(iso->exception_type(ExceptionId::kOSError));
  KRAIT_CHECK_OK(SetModuleAttribute(iso, module, "error", error));
  return AddStatTypes(iso, module) && AddDirectoryTypes(iso, module) &&
         AddProcessAttributes(iso, module);
}

}  // namespace

bool AllowAccess(Isolate* iso, FileAccess access, const PathArgument& path) {
  if (path.fd >= 0) return true;
  const int refusal = HostFilesOf(iso).Check(access, path.c_str());
  return refusal == 0 || RaiseOSError(iso, refusal, path.object);
}

bool RefuseDirFd(Isolate* iso, Value dir_fd, const char* function) {
  if (!dir_fd || dir_fd.IsNone()) return true;
  return RaiseF(iso, ExceptionId::kNotImplementedError, "%s: dir_fd unavailable on this platform",
                function);
}

const ModuleSpec kPosixModule = {
    .name = "posix",
    .doc = "Access to operating system functionality that is standardised by POSIX.",
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
