"""Objects that hold each other, errors of their own, properties, class state, iteration."""


class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"needed {needed}, available {available}")
        self.missing = needed - available


class Account:
    _next = 100

    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.history = owner, balance, []
        Account._next += 1
        self.number = Account._next

    @property
    def balance(self):
        return self._balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError("deposit must be positive")
        self._balance += n
        self.history.append(("deposit", n))
        return self

    def withdraw(self, n):
        if n > self._balance:
            raise InsufficientFunds(n, self._balance)
        self._balance -= n
        self.history.append(("withdraw", n))
        return self

    def __iter__(self):
        return iter(self.history)

    def __lt__(self, o):
        return self.balance < o.balance

    def __str__(self):
        return f"{self.owner}#{self.number}: {self.balance:,.2f}"


class Savings(Account):
    rate = 0.05

    def add_interest(self):
        return self.deposit(round(self.balance * self.rate, 2))


class Bank:
    def __init__(self):
        self.accounts = {}

    def __getitem__(self, o):
        return self.accounts[o]

    def __contains__(self, o):
        return o in self.accounts

    def open(self, o, kind=Account, **k):
        self.accounts[o] = kind(o, **k)
        return self[o]

    def transfer(self, a, b, n):
        try:
            self[a].withdraw(n)
        except InsufficientFunds as e:
            return f"refused: {e} (missing {e.missing})"
        else:
            self[b].deposit(n)
            return "done"
        finally:
            self.last = (a, b, n)


bank = Bank()
bank.open("ann", balance=100)
bank.open("bob", Savings, balance=50)
print(
    bank.transfer("ann", "bob", 70),
    bank.transfer("ann", "bob", 70),
    bank.last,
    bank["bob"].add_interest(),
    bank["ann"],
    "zed" in bank,
)
print(
    max(bank.accounts.values()),
    sorted(map(str, bank.accounts.values())),
    list(bank["bob"]),
    [type(a).__name__ for a in bank.accounts.values()],
)
for f in (
    lambda: bank["ann"].deposit(-1),
    lambda: setattr(bank["ann"], "balance", 5),
    lambda: bank["zed"],
    lambda: bank["ann"].withdraw(1e6),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
total = 0
for i in range(2000):
    bank["ann"].deposit(1).deposit(2).withdraw(3)
    total += bank["ann"].balance
print(total, len(bank["ann"].history))
