// Packages without types of their own: what `validateurs.ts` calls.
declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: { format: 'application/n-quads' }): Promise<string> }
  export default jsonld
}
declare module 'n3' {
  export type Quad = unknown
  export class Parser {
    constructor(options?: { format?: string })
    parse(texte: string): Quad[]
  }
  export class Store {
    constructor(quads?: Quad[])
  }
}
declare module 'rdf-validate-shacl' {
  import type { Store } from 'n3'

  type Terme = { value: string } | null
  export default class SHACLValidator {
    constructor(formes: Store)
    validate(donnees: Store): Promise<{ conforms: boolean; results: { focusNode: Terme; path: Terme; sourceConstraintComponent: Terme }[] }>
  }
}
