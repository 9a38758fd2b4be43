// io.TextIOWrapper: text over a buffered binary stream.
//
//   write(text) -> encode -> pending bytes -> buffer.write()
//   buffer.read1() -> carry + chunk -> decode -> newlines -> `decoded`, consumed from decoded_offset
//
// UTF-8, ASCII and Latin-1 are coded here; any other encoding by the incremental codecs that the
// registry has. Bytes at a chunk's end that cannot be decoded yet (part of a character, or a "\r"
// whose "\n" may follow) wait in `carry`; with other encodings the decoder object keeps them, and a
// "\r" waits as `held_cr`.
#ifndef KRAIT_RUNTIME_MODULES_IO_TEXT_FILE_H_
#define KRAIT_RUNTIME_MODULES_IO_TEXT_FILE_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/modules/io/newlines.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Bytes;
struct RawBytes;
struct Str;

enum class TextCodec : uint8_t { kUtf8, kAscii, kLatin1, kOther };

struct TextFile : NativeInstance {
  Value buffer;  // Empty: not initialised, or detached
  Str* encoding;
  Str* errors;
  Value encoder, decoder;  // kOther only
  RawBytes* pending;       // encoded and not yet written: [0, pending_size)
  int64_t pending_size;
  Str* decoded;            // null: nothing
  int64_t decoded_offset;  // bytes of it that were read
  Bytes* snapshot;         // the bytes that `decoded` came from; null: not known
  int64_t snapshot_flags;  // kOther: the decoder's state before them
  Bytes* carry;            // null: nothing
  int64_t chunk_size;
  NewlineMode newline;
  TextCodec codec;
  uint8_t seen;  // NewlineKinds
  bool strict;   // errors == 'strict'
  bool held_cr;
  bool readable, writable, seekable, telling;
  bool has_read1;
  bool line_buffering, write_through;
  bool detached, finalizing;
};

extern const TypeSpec kTextFileSpec;

// Is exactly a TextIOWrapper: no subclass can have replaced write().
bool IsExactTextFile(Isolate* iso, Value v);
// file.write(text) for an exact one.
bool WriteText(Isolate* iso, Value file, Str* text);

struct TextFileOptions {
  Value encoding;  // str, None or Empty
  Value errors;
  Value newline;
  bool line_buffering = false;
  bool write_through = false;
};
Value NewTextFile(Isolate* iso, Value buffer, const TextFileOptions& options);

// --- parts; `self` is initialised and attached ---
bool CheckTextAttached(Isolate* iso, const TextFile* self);
bool CheckTextOpen(Isolate* iso, TextFile* self);
// Chooses the codec for encoding and errors; makes the codec objects of kOther.
bool SetTextEncoding(Isolate* iso, TextFile* self, Str* encoding, Str* errors);
bool WriteTextTo(Isolate* iso, TextFile* self, Str* text);
bool FlushPendingText(Isolate* iso, TextFile* self);
bool FlushText(Isolate* iso, TextFile* self);
// Forgets what was read ahead.
void DropDecoded(TextFile* self);
bool ResetDecoder(Isolate* iso, TextFile* self);

// The next characters; *eof when there are none. text_reading.cc
bool ReadTextChunk(Isolate* iso, TextFile* self, int64_t size_hint, bool* eof);
// Decodes more input; sets carry (or held_cr), not `decoded`.
Str* DecodeText(Isolate* iso, TextFile* self, Bytes* input, bool final);
// What one decoding of the bytes alone would give, newlines included.
Str* DecodeAlone(Isolate* iso, TextFile* self, std::string_view bytes);
Value ReadAllText(Isolate* iso, TextFile* self);
Value ReadText(Isolate* iso, TextFile* self, int64_t count);
Value ReadTextLine(Isolate* iso, TextFile* self, int64_t limit);

// text_position.cc
Value TellText(Isolate* iso, TextFile* self);
Value SeekText(Isolate* iso, TextFile* self, Value cookie, int64_t whence);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_TEXT_FILE_H_
