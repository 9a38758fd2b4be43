// The modules _md5, _sha1, _sha256 and _sha512: hash objects over nettle's functions.
#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>

#include <cstring>
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// Followed by the algorithm's context.
struct HashObject : NativeInstance {
  const nettle_hash* algorithm;
  alignas(16) uint8_t context[];
};

// Of the algorithms here SHA-512 has the largest.
constexpr size_t kMaxContext = sizeof(sha512_ctx);
constexpr size_t kMaxDigest = SHA512_DIGEST_SIZE;

constexpr NativeLayout kHashLayout = {"hash", sizeof(HashObject), nullptr};

HashObject* Self(Value* args) { return args[0].As<HashObject>(); }

HashObject* NewHash(Isolate* iso, Type* type, const nettle_hash* algorithm) {
  KRAIT_TRY(HashObject*, hash, NewInstance<HashObject>(iso, type, algorithm->context_size));
  hash->algorithm = algorithm;
  algorithm->init(hash->context);
  return hash;
}

bool Feed(Isolate* iso, HashObject* hash, Value data) {
  if (HasKind(data, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "Strings must be encoded before hashing");
  }
  if (!HasBuffer(data)) {
    return RaiseTypeError(iso, "object supporting the buffer API required");
  }
  const ScopedBuffer buffer(iso, data);
  if (!buffer.ok()) return false;
  hash->algorithm->update(hash->context, buffer.size(),
                          reinterpret_cast<const uint8_t*>(buffer.data()));
  return true;
}

// The digest of what was fed so far; feeding can go on.
std::string DigestOf(const HashObject* hash) {
  alignas(16) uint8_t context[kMaxContext];
  uint8_t digest[kMaxDigest];
  const nettle_hash* algorithm = hash->algorithm;
  std::memcpy(context, hash->context, algorithm->context_size);
  algorithm->digest(context, algorithm->digest_size, digest);
  return std::string(reinterpret_cast<const char*>(digest), algorithm->digest_size);
}

Value Update(Isolate* iso, Value* args, size_t) {
  if (!Feed(iso, Self(args), args[1])) return Failure{};
  return Value::None();
}

Value Digest(Isolate* iso, Value* args, size_t) {
  return Value::Object(Bytes::New(iso, DigestOf(Self(args))));
}

Value HexDigest(Isolate* iso, Value* args, size_t) {
  std::string text;
  for (const char c : DigestOf(Self(args))) {
    const auto byte = static_cast<uint8_t>(c);
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return Value::Object(Str::NewAscii(iso, text));
}

Value Copy(Isolate* iso, Value* args, size_t) {
  const HashObject* self = Self(args);
  KRAIT_TRY(HashObject*, copy, NewHash(iso, TypeOf(iso, args[0]), self->algorithm));
  std::memcpy(copy->context, self->context, self->algorithm->context_size);
  return Value::Object(copy);
}

Value GetName(Isolate* iso, Value self) {
  return Value::Object(Str::New(iso, self.As<HashObject>()->algorithm->name));
}
Value GetDigestSize(Isolate*, Value self) {
  return Value::Int(self.As<HashObject>()->algorithm->digest_size);
}
Value GetBlockSize(Isolate*, Value self) {
  return Value::Int(self.As<HashObject>()->algorithm->block_size);
}

constexpr NativeMethod kMethods[] = {
    {"update", Update, "($self, obj, /)"},
    {"digest", Digest, "($self, /)"},
    {"hexdigest", HexDigest, "($self, /)"},
    {"copy", Copy, "($self, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"name", GetName},
    {"digest_size", GetDigestSize},
    {"block_size", GetBlockSize},
};

constexpr TypeSpec HashSpec(const char* name, const char* module) {
  return {.name = name,
          .module = module,
          .methods = kMethods,
          .properties = kProperties,
          .flags = kNotCallable | kImmutable,
          .layout = &kHashLayout};
}

constexpr TypeSpec kMd5Spec = HashSpec("md5", "_md5");
constexpr TypeSpec kSha1Spec = HashSpec("sha1", "_sha1");
constexpr TypeSpec kSha224Spec = HashSpec("sha224", "_sha256");
constexpr TypeSpec kSha256Spec = HashSpec("sha256", "_sha256");
constexpr TypeSpec kSha384Spec = HashSpec("sha384", "_sha512");
constexpr TypeSpec kSha512Spec = HashSpec("sha512", "_sha512");

template <const TypeSpec* spec, const nettle_hash* algorithm>
Value Make(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Type*, type, iso->native_type(spec));
  KRAIT_TRY(HashObject*, hash, NewHash(iso, type, algorithm));
  if (args[0] && !Feed(iso, hash, args[0])) return Failure{};
  return Value::Object(hash);
}

constexpr char kSignature[] = "($module, /, string=b'', *, usedforsecurity=True)";

constexpr NativeMethod kMd5Functions[] = {{"md5", Make<&kMd5Spec, &nettle_md5>, kSignature}};
constexpr NativeMethod kSha1Functions[] = {{"sha1", Make<&kSha1Spec, &nettle_sha1>, kSignature}};
constexpr NativeMethod kSha256Functions[] = {
    {"sha224", Make<&kSha224Spec, &nettle_sha224>, kSignature},
    {"sha256", Make<&kSha256Spec, &nettle_sha256>, kSignature}};
constexpr NativeMethod kSha512Functions[] = {
    {"sha384", Make<&kSha384Spec, &nettle_sha384>, kSignature},
    {"sha512", Make<&kSha512Spec, &nettle_sha512>, kSignature}};

}  // namespace

const ModuleSpec kMd5Module = {
    .name = "_md5",
    .functions = kMd5Functions,
    .init =
        [](Isolate* iso, Module* module) {
          return SetModuleAttribute(iso, module, "MD5Type",
                                    Value::Object(iso->native_type(&kMd5Spec)));
        },
};
const ModuleSpec kSha1Module = {
    .name = "_sha1",
    .functions = kSha1Functions,
    .init =
        [](Isolate* iso, Module* module) {
          return SetModuleAttribute(iso, module, "SHA1Type",
                                    Value::Object(iso->native_type(&kSha1Spec)));
        },
};
const ModuleSpec kSha256Module = {
    .name = "_sha256",
    .functions = kSha256Functions,
    .init =
        [](Isolate* iso, Module* module) {
          return SetModuleAttribute(iso, module, "SHA224Type",
                                    Value::Object(iso->native_type(&kSha224Spec))) &&
                 SetModuleAttribute(iso, module, "SHA256Type",
                                    Value::Object(iso->native_type(&kSha256Spec)));
        },
};
const ModuleSpec kSha512Module = {
    .name = "_sha512",
    .functions = kSha512Functions,
    .init =
        [](Isolate* iso, Module* module) {
          return SetModuleAttribute(iso, module, "SHA384Type",
                                    Value::Object(iso->native_type(&kSha384Spec))) &&
                 SetModuleAttribute(iso, module, "SHA512Type",
                                    Value::Object(iso->native_type(&kSha512Spec)));
        },
};

}  // namespace krait
