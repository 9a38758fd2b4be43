// The native streams that may hold data not yet written. They are flushed when the program ends,
// since nothing else will run for a file that was never closed; and when the same file is opened
// again, since a script that drops a file without closing it expects its data there.
//
// The list does not keep them alive: a stream's finalizer takes it off.
#ifndef KRAIT_RUNTIME_MODULES_IO_OPEN_FILES_H_
#define KRAIT_RUNTIME_MODULES_IO_OPEN_FILES_H_

namespace krait {

class Isolate;
struct HeapObject;

void RememberOpenFile(Isolate* iso, HeapObject* stream);
void ForgetOpenFile(Isolate* iso, HeapObject* stream);

// Flushes all of them; errors are dropped.
void FlushOpenFiles(Isolate* iso);
// Flushes those that write to the file of this name.
void FlushFilesNamed(Isolate* iso, const char* path);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_OPEN_FILES_H_
