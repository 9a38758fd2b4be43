#include "runtime/modules/io/open_files.h"

#include <sys/stat.h>

#include <unordered_set>

#include "gc/roots.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

namespace {

struct OpenFiles : ModuleState {
  static constexpr char kKey = 0;
  std::unordered_set<HeapObject*> streams;
};

}  // namespace

// A script class may have a __del__ that never gets to ours, so its instances cannot be listed.
void RememberOpenFile(Isolate* iso, HeapObject* stream) {
  if (TypeOf(iso, Value::Object(stream))->IsScriptClass()) return;
  StateOf<OpenFiles>(iso).streams.insert(stream);
}

void ForgetOpenFile(Isolate* iso, HeapObject* stream) {
  StateOf<OpenFiles>(iso).streams.erase(stream);
}

namespace {

// Text files hand their text to the buffered streams below them, so these come second.
void FlushTwice(Isolate* iso, const gc::RootVector& streams) {
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t i = 0; i < streams.size(); ++i) {
      if (!CallMethod(iso, streams[i], iso->names().flush, {})) TakePending(iso);
    }
  }
}

bool IsFile(Isolate* iso, Value stream, const struct stat& wanted) {
  const Value number = CallMethod(iso, stream, "fileno", {});
  int64_t fd;
  struct stat info;
  if (!number || !IndexToInt64(iso, number, &fd)) {
    TakePending(iso);
    return false;
  }
  return fstat(static_cast<int>(fd), &info) == 0 && info.st_dev == wanted.st_dev &&
         info.st_ino == wanted.st_ino;
}

}  // namespace

void FlushOpenFiles(Isolate* iso) {
  const Value earlier = iso->HasPending() ? TakePending(iso) : Value();
  gc::RootVector streams(iso->heap());
  for (HeapObject* stream : StateOf<OpenFiles>(iso).streams) streams.push_back(stream);
  FlushTwice(iso, streams);
  if (earlier) RestorePending(iso, earlier);
}

void FlushFilesNamed(Isolate* iso, const char* path) {
  const OpenFiles& open = StateOf<OpenFiles>(iso);
  struct stat wanted;
  if (open.streams.size() <= 2 || stat(path, &wanted) != 0) return;
  gc::RootVector candidates(iso->heap());
  gc::RootVector streams(iso->heap());
  for (HeapObject* stream : open.streams) candidates.push_back(stream);
  for (Value stream : candidates) {
    if (IsFile(iso, stream, wanted)) streams.push_back(stream);
  }
  FlushTwice(iso, streams);
}

}  // namespace krait
