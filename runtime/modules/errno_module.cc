// The module errno: the numbers of the operating system's errors.
#include <errno.h>

#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/text/str.h"

// In the order of the numbers; of two names for one number the last is the one in errorcode.
#define KRAIT_ERRNOS(V) \
  V(EPERM) V(ENOENT) V(ESRCH) V(EINTR) V(EIO) V(ENXIO) V(E2BIG) V(ENOEXEC) V(EBADF) V(ECHILD) \
  V(EAGAIN) V(EWOULDBLOCK) V(ENOMEM) V(EACCES) V(EFAULT) V(ENOTBLK) V(EBUSY) V(EEXIST) V(EXDEV) \
  V(ENODEV) V(ENOTDIR) V(EISDIR) V(EINVAL) V(ENFILE) V(EMFILE) V(ENOTTY) V(ETXTBSY) V(EFBIG) \
  V(ENOSPC) V(ESPIPE) V(EROFS) V(EMLINK) V(EPIPE) V(EDOM) V(ERANGE) V(EDEADLK) V(EDEADLOCK) \
  V(ENAMETOOLONG) V(ENOLCK) V(ENOSYS) V(ENOTEMPTY) V(ELOOP) V(ENOMSG) V(EIDRM) V(ECHRNG) \
  V(EL2NSYNC) V(EL3HLT) V(EL3RST) V(ELNRNG) V(EUNATCH) V(ENOCSI) V(EL2HLT) V(EBADE) V(EBADR) \
  V(EXFULL) V(ENOANO) V(EBADRQC) V(EBADSLT) V(EBFONT) V(ENOSTR) V(ENODATA) V(ETIME) V(ENOSR) \
  V(ENONET) V(ENOPKG) V(EREMOTE) V(ENOLINK) V(EADV) V(ESRMNT) V(ECOMM) V(EPROTO) V(EMULTIHOP) \
  V(EDOTDOT) V(EBADMSG) V(EOVERFLOW) V(ENOTUNIQ) V(EBADFD) V(EREMCHG) V(ELIBACC) V(ELIBBAD) \
  V(ELIBSCN) V(ELIBMAX) V(ELIBEXEC) V(EILSEQ) V(ERESTART) V(ESTRPIPE) V(EUSERS) V(ENOTSOCK) \
  V(EDESTADDRREQ) V(EMSGSIZE) V(EPROTOTYPE) V(ENOPROTOOPT) V(EPROTONOSUPPORT) \
  V(ESOCKTNOSUPPORT) V(ENOTSUP) V(EOPNOTSUPP) V(EPFNOSUPPORT) V(EAFNOSUPPORT) V(EADDRINUSE) \
  V(EADDRNOTAVAIL) V(ENETDOWN) V(ENETUNREACH) V(ENETRESET) V(ECONNABORTED) V(ECONNRESET) \
  V(ENOBUFS) V(EISCONN) V(ENOTCONN) V(ESHUTDOWN) V(ETOOMANYREFS) V(ETIMEDOUT) V(ECONNREFUSED) \
  V(EHOSTDOWN) V(EHOSTUNREACH) V(EALREADY) V(EINPROGRESS) V(ESTALE) V(EUCLEAN) V(ENOTNAM) \
  V(ENAVAIL) V(EISNAM) V(EREMOTEIO) V(EDQUOT) V(ENOMEDIUM) V(EMEDIUMTYPE) V(ECANCELED) \
  V(ENOKEY) V(EKEYEXPIRED) V(EKEYREVOKED) V(EKEYREJECTED) V(EOWNERDEAD) V(ENOTRECOVERABLE) \
  V(ERFKILL)

namespace krait {

namespace {

constexpr ModuleConstant kConstants[] = {
#define KRAIT_ERRNO(name) {#name, Value::Int(name)},
    KRAIT_ERRNOS(KRAIT_ERRNO)
#undef KRAIT_ERRNO
};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(Dict*, codes, Dict::New(iso, std::size(kConstants)));
  for (const ModuleConstant& constant : kConstants) {
    const Value name = Value::Object(Str::Intern(iso, constant.name));
    KRAIT_CHECK_OK(codes->SetItem(iso, constant.value, name));
  }
  return SetModuleAttribute(iso, module, "errorcode", Value::Object(codes));
}

}  // namespace

const ModuleSpec kErrnoModule = {
    .name = "errno",
    .doc = "This module makes available standard errno system symbols.",
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
