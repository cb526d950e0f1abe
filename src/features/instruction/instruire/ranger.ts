import { type RegleInstruite, retenu } from '../../constats/index.ts'

type Jugee = Pick<RegleInstruite, 'regle' | 'automatique' | 'humains'>
/** The rules of a dossier by what they ask of whoever instructs it. */
export type Rangees<R extends Jugee = RegleInstruite> = {
  /** Somebody has to say. */
  aJuger: R[]
  /** The porteur has to complete something, or something does not hold. */
  aDemander: R[]
  /** Nothing to do: to be known. */
  aSavoir: R[]
  respectees: R[]
  sansObjet: R[]
}

/** A person has judged it, on what stands now. `version`: the last filing. */
const tranchee = (r: Jugee, version: number) => r.humains[0]?.resultat != null && r.humains[0].version >= version
/** What a person said before the porteur answered is to be said again; what the machine alone refuses waits for a person. */
function attend(r: Jugee, version: number): boolean {
  const dit = retenu(r)
  if (dit === 'a_verifier' || dit === 'autre_appel') return true
  const juge = r.humains[0]?.resultat != null
  return (dit === 'non_respectee' && !tranchee(r, version)) || (dit === 'a_completer' && juge && !tranchee(r, version))
}

/** Pure. */
export function ranger<R extends Jugee>(regles: readonly R[], version: number): Rangees<R> {
  const lues: Rangees<R> = { aJuger: [], aDemander: [], aSavoir: [], respectees: [], sansObjet: [] }
  for (const r of regles) {
    const dit = retenu(r)
    if (attend(r, version)) lues.aJuger.push(r)
    else if (dit === 'a_completer' || dit === 'non_respectee') lues.aDemander.push(r)
    else if (dit === 'attention') lues.aSavoir.push(r)
    else if (dit === 'sans_objet') lues.sansObjet.push(r)
    else lues.respectees.push(r)
  }
  return lues
}

/** The rule to judge after this one, in their order; round to the first when it was the last. Pure. */
export function suivante<R extends Jugee>(aJuger: readonly R[], toutes: readonly Jugee[], apres: string): R | undefined {
  const rang = (regle: string) => toutes.findIndex(r => r.regle === regle)
  return aJuger.find(r => rang(r.regle) > rang(apres)) ?? aJuger.find(r => r.regle !== apres)
}
