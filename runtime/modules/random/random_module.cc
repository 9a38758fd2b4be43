// The _random module: the generator beneath random.Random.
#include <sys/random.h>
#include <time.h>

#include <array>
#include <cstring>
#include <vector>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/random/mersenne_twister.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

struct RandomObject : NativeInstance {
  MersenneTwister twister;
};

constexpr NativeLayout kRandomLayout = {"Random", sizeof(RandomObject), nullptr};

RandomObject* Self(Value* args) { return args[0].As<RandomObject>(); }

// From the system's entropy, or from the clock where there is none.
void SeedFromSystem(MersenneTwister* twister) {
  std::array<uint32_t, MersenneTwister::kWords> key;
  if (getrandom(key.data(), sizeof(key), GRND_NONBLOCK) != static_cast<ssize_t>(sizeof(key))) {
    timespec wall, monotonic;
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    key = {static_cast<uint32_t>(wall.tv_nsec), static_cast<uint32_t>(wall.tv_sec),
           static_cast<uint32_t>(monotonic.tv_nsec), static_cast<uint32_t>(monotonic.tv_sec)};
  }
  twister->Seed(key);
}

void SeedFromLimbs(MersenneTwister* twister, const mp_limb_t* limbs, size_t count) {
  std::vector<uint32_t> key(count * 2);
  std::memcpy(key.data(), limbs, count * sizeof(mp_limb_t));
  while (key.size() > 1 && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  twister->Seed(key);
}

bool SeedFrom(Isolate* iso, MersenneTwister* twister, Value seed) {
  if (!seed || seed.IsNone()) {
    SeedFromSystem(twister);
    return true;
  }
  if (IsIntLike(seed)) {
    const IntLimbs limbs(seed);
    SeedFromLimbs(twister, limbs.data(), limbs.size());
    return true;
  }
  int64_t hash;
  if (!Hash(iso, seed, &hash)) return false;
  const auto limb = static_cast<mp_limb_t>(hash);
  SeedFromLimbs(twister, &limb, 1);
  return true;
}

Value New(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  const Tuple* rest = args[1].As<Tuple>();
  if (rest->size > 1) return RaiseTypeError(iso, "Random() requires 0 or 1 argument");
  KRAIT_TRY(RandomObject*, self, NewInstance<RandomObject>(iso, type));
  if (!SeedFrom(iso, &self->twister, rest->size == 1 ? rest->items[0] : Value::None())) {
    return Failure{};
  }
  return Value::Object(self);
}

Value Random(Isolate*, Value* args, size_t) {
  return Value::Double(Self(args)->twister.NextDouble());
}

Value Seed(Isolate* iso, Value* args, size_t) {
  if (!SeedFrom(iso, &Self(args)->twister, args[1])) return Failure{};
  return Value::None();
}

Value GetRandBits(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, index, Index(iso, args[1]));
  int64_t bits;
  if (!IntToInt64(index, &bits) || bits > INT32_MAX || bits < INT32_MIN) {
    return RaiseOverflowError(iso, "Python int too large to convert to C int");
  }
  MersenneTwister& twister = Self(args)->twister;
  if (bits < 0) return RaiseValueError(iso, "number of bits must be non-negative");
  if (bits == 0) return Value::Int(0);
  if (bits <= 32) return Value::Int(twister.Next() >> (32 - bits));
  const int64_t words = (bits + 31) / 32;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, (words + 1) / 2));
  mp_limb_t* limbs = LimbsOf(result);
  for (int64_t i = 0; i < words; i++, bits -= 32) {
    uint64_t word = twister.Next();
    if (bits < 32) word >>= 32 - bits;
    if (i % 2 == 0) {
      limbs[i / 2] = word;
    } else {
      limbs[i / 2] |= word << 32;
    }
  }
  return FinishInt(result, (words + 1) / 2, false);
}

Value GetState(Isolate* iso, Value* args, size_t) {
  const MersenneTwister& twister = Self(args)->twister;
  KRAIT_TRY(Tuple*, state, Tuple::New(iso, MersenneTwister::kWords + 1));
  for (int i = 0; i < MersenneTwister::kWords; i++) {
    state->items[i] = Value::Int(twister.state()[i]);
  }
  state->items[MersenneTwister::kWords] = Value::Int(twister.index());
  return Value::Object(state);
}

Value SetState(Isolate* iso, Value* args, size_t) {
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr) return RaiseTypeError(iso, "state vector must be a tuple");
  if (state->size != MersenneTwister::kWords + 1) {
    return RaiseValueError(iso, "state vector is the wrong size");
  }
  std::array<uint32_t, MersenneTwister::kWords> words;
  for (int i = 0; i < MersenneTwister::kWords; i++) {
    const Value item = state->items[i];
    if (!IsIntLike(item)) return RaiseTypeError(iso, "an integer is required");
    uint64_t word;
    if (IntSign(item) < 0) {
      return RaiseOverflowError(iso, "can't convert negative value to unsigned int");
    }
    if (!IntToUint64(item, &word)) {
      return RaiseOverflowError(iso, "Python int too large to convert to C unsigned long");
    }
    words[i] = static_cast<uint32_t>(word);
  }
  int64_t index;
  const Value last = state->items[MersenneTwister::kWords];
  if (!IsIntLike(last)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'%.200s' object cannot be interpreted as an integer", TypeName(iso, last));
  }
  if (!IntToInt64(last, &index)) {
    return RaiseOverflowError(iso, "Python int too large to convert to C long");
  }
  if (index < 0 || index > MersenneTwister::kWords) {
    return RaiseValueError(iso, "invalid state");
  }
  Self(args)->twister.Restore(words, static_cast<int>(index));
  return Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"random", Random, "($self, /)"},
    {"seed", Seed, "($self, n=None, /)"},
    {"getstate", GetState, "($self, /)"},
    {"setstate", SetState, "($self, state, /)"},
    {"getrandbits", GetRandBits, "($self, k, /)"},
};

constexpr TypeSpec kRandomSpec = {
    .name = "Random",
    .module = "_random",
    .methods = kMethods,
    .flags = kSubclassable,
    .doc = "Random() -> a generator with its own state.",
    .layout = &kRandomLayout,
};

}  // namespace

const ModuleSpec kRandomModule = {
    .name = "_random",
    .doc = "The Mersenne Twister.",
    .init = [](Isolate* iso,
               Module* module) { return AddModuleType(iso, module, &kRandomSpec) != nullptr; },
};

}  // namespace krait
