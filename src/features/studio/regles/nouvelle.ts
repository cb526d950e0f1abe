import { sansAccents } from '../../../lib/mots.ts'
import { valeurA } from '../../formes/index.ts'
import type { Valeur } from '../document/gestes.ts'
import type { Effet } from '../motifs/amorces.table.ts'
import { formuleDe } from '../motifs/composer.ts'
import type { Offres } from '../motifs/offre.ts'
import type { Remplie } from '../motifs/phrase.ts'
import { phraseDuPorteur, phraseRespectee } from '../motifs/porteur.ts'
import { suiteDe } from './regle.form.ts'
import { racineDe, type Temps } from './temps.ts'

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})
const liste = (v: unknown): Groupe[] => (Array.isArray(v) ? v.map(groupe) : [])

/** A step of the forms, where somebody corrects what a rule refuses. */
export type EtapeOfferte = { code: string; titre: string; blocs: string[]; questions: string[] }
export const etapesDe = (brut: unknown, temps: Temps = 1): EtapeOfferte[] => {
  const vues = new Map<string, EtapeOfferte>()
  for (const f of liste(valeurA(brut, [...racineDe(temps), 'formulaires'])))
    for (const e of liste(f.etapes)) {
      const code = String(e.code ?? '')
      if (!vues.has(code))
        vues.set(code, {
          code,
          titre: String(e.titre ?? code),
          blocs: Array.isArray(e.blocs) ? e.blocs.map(String) : [],
          questions: liste(e.questions).map(q => String(q.id ?? '')),
        })
    }
  return [...vues.values()]
}

/** Questions of the form that the test « Suis-je éligible ? » asks too. */
export const questionsDuTest = (brut: unknown): ReadonlySet<string> =>
  new Set(liste(valeurA(brut, ['simulateur', 'ecrans'])).flatMap(e => (e.type === 'question' ? [String(e.question ?? '')] : [])))
/** A sentence that speaks of a piece, of a table or of a question which the form alone asks: in the test, its rule would wait for an answer that nobody can give there. */
const horsDuTest = (p: Remplie, offres: Offres, duTest: ReadonlySet<string>) =>
  Object.values(p.valeurs)
    .flat()
    .some(nom => {
      const o = offres.noms.get(nom)
      return offres.colonnes.has(nom) || o?.sorte === 'piece' || (!!o?.question?.etape && !duTest.has(o.question.id))
    })

/** Where what a sentence speaks of is answered: its step, and its field. */
export function ouCorriger(p: Remplie, offres: Offres, etapes: readonly EtapeOfferte[]): { etape: string; champ?: string } {
  const noms = Object.values(p.valeurs).flat()
  const avec = (bloc: string) => etapes.find(e => e.blocs.includes(bloc))?.code
  const premiere = etapes[0]?.code ?? ''
  for (const nom of noms) {
    const o = offres.noms.get(nom)
    if (!o && offres.colonnes.has(nom)) {
      const tableau = nom.split(' . ')[0]!
      const sienne = etapes.find(e => e.questions.includes(tableau))
      if (sienne) return { etape: sienne.code, champ: tableau }
    }
    if (!o) continue
    if (o.question?.etape) return { etape: o.question.etape, champ: o.question.id }
    if (o.sorte === 'piece')
      return { etape: avec('pieces') ?? premiere, ...(nom.startsWith('pièces . ') ? { champ: nom.slice('pièces . '.length) } : {}) }
    if (o.sorte === 'plan' || o.sorte === 'depense') {
      const champ =
        nom === 'part du porteur'
          ? 'part'
          : nom === 'autres financements'
            ? 'autres'
            : nom === 'aide demandée'
              ? 'aide'
              : o.sorte === 'depense'
                ? 'depenses'
                : 'ressources'
      return { etape: avec('plan') ?? premiere, champ }
    }
    if (o.sorte === 'porteur')
      return {
        etape: avec(nom === 'partenaires' ? 'partenaires' : 'structure') ?? premiere,
        champ: nom === 'partenaires' ? 'partenaires' : 'structure',
      }
    if (o.sorte === 'projet') return { etape: avec('projet') ?? premiere, champ: 'volet' }
  }
  return { etape: premiere }
}

/** « Coût minimal » → « cout-minimal »: made once, never shown; whoever adds it sees to it that no other rule has it. */
const identifiant = (titre: string) =>
  sansAccents(titre)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '') || 'regle'

type Neuve = { titre: string; clause: string; effet: Effet; etape: string; porteur: string; si?: Remplie | undefined }
/** A control of a rule, as the file writes it. */
export function controleNeuf(p: Remplie, offres: Offres, { effet, porteur }: Pick<Neuve, 'effet' | 'porteur'>): Valeur {
  return { formule: formuleDe(p), sinon: effet, phrase: porteur.trim() || phraseDuPorteur(p, offres, suiteDe(effet)) }
}
/** A whole rule, as the file writes it. */
export function regleNeuve(
  p: Remplie,
  offres: Offres,
  etapes: readonly EtapeOfferte[],
  n: Neuve & { duTest: ReadonlySet<string> },
): Valeur {
  const { etape, champ } = ouCorriger(p, offres, etapes)
  const ici = n.etape === '' || n.etape === etape
  return {
    id: identifiant(n.titre),
    titre: n.titre,
    clauses: [n.clause],
    ...(horsDuTest(p, offres, n.duTest) ? { usages: ['depot', 'instruction'] } : {}),
    etape: ici ? etape : n.etape,
    ...(ici && champ ? { champ } : {}),
    ...(n.si ? { applicable_si: formuleDe(n.si) } : {}),
    controles: [controleNeuf(p, offres, n)],
    respectee: phraseRespectee(p, offres),
  }
}
