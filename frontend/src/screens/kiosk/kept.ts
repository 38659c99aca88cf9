/** What came after the # of an address, kept in this tab alone so that it need not stand in the address. */
export class Kept {
  constructor(private readonly name: string) {}

  read(): string {
    try {
      return sessionStorage.getItem(this.name) ?? '';
    } catch {
      return '';
    }
  }

  /** False where the browser keeps nothing. */
  write(value: string): boolean {
    try {
      if (value === '') sessionStorage.removeItem(this.name);
      else sessionStorage.setItem(this.name, value);
      return true;
    } catch {
      return false;
    }
  }
}
