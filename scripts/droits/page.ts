import { DECRET, type Objet } from '../../src/features/decret/decret.rules.ts'
import { ETATS_DELEGATION } from '../../src/features/decret/delegation.rules.ts'
import { ETATS as ETATS_DOSSIER } from '../../src/features/decret/dossier.rules.ts'
import { type Droit, PLACES, type Place } from '../../src/features/decret/droit.rules.ts'
import { ETATS_ENVELOPPE } from '../../src/features/decret/enveloppe.rules.ts'
import { ETATS_GUICHET } from '../../src/features/decret/guichet.rules.ts'
import { ETAPES_SUIVI } from '../../src/features/decret/laureat.rules.ts'
import { ETATS_SEANCE } from '../../src/features/decret/seance.rules.ts'
import { ETATS_SIGNATURE } from '../../src/features/decret/signature.rules.ts'

const TITRES: Record<Objet, string> = {
  dossier: 'Sur un dossier',
  seance: 'Dans une séance du comité',
  laureat: 'Sur un lauréat, ses actes, ses versements et ses bilans',
  structure: 'Dans une structure',
  enveloppe: 'Sur les enveloppes d’un appel',
  delegation: 'Sur une délégation de signature',
  signature: 'Sur une décision à signer',
  guichet: 'Sur le guichet lui-même',
}
/** States as they are said. */
const ETATS: Record<string, string> = {
  brouillon: 'en brouillon',
  depose: 'déposé',
  rouvert: 'rouvert',
  en_instruction: 'en instruction',
  irrecevable: 'irrecevable',
  au_comite: 'au comité',
  delibere: 'délibéré',
  retenu: 'retenu',
  liste_complementaire: 'en liste complémentaire',
  non_retenu: 'non retenu',
  sans_suite: 'sans suite',
  renonce: 'renoncé',
  abandonne: 'abandonné',
  retire: 'retiré',
  preparee: 'préparée',
  ouverte: 'ouverte',
  close: 'close',
  notifie: 'notifié',
  conventionne: 'conventionné',
  en_cours: 'en cours',
  solde: 'soldé',
  connue: '',
  ouvert: '',
  a_ouvrir: 'à ouvrir',
  a_enregistrer: 'à enregistrer',
  a_venir: 'à venir',
  en_vigueur: 'en vigueur',
  finie: 'finie',
  a_presenter: 'à présenter',
  presentee: 'présentée',
  signee: 'signée',
}
const TOUS: Record<Objet, readonly string[]> = {
  dossier: ETATS_DOSSIER,
  seance: ETATS_SEANCE,
  laureat: ETAPES_SUIVI,
  structure: ['connue'],
  enveloppe: ETATS_ENVELOPPE,
  delegation: ETATS_DELEGATION,
  signature: ETATS_SIGNATURE,
  guichet: ETATS_GUICHET,
}
const dire = (mots: readonly string[]) => mots.join(', ')

const quand = (etats: readonly string[], tous: readonly string[]) => {
  const autres = tous.filter(e => !etats.includes(e))
  const mots = (liste: readonly string[]) => dire(liste.map(e => ETATS[e]!))
  if (autres.length === 0) return tous.length === 1 ? mots(tous) : 'toujours'
  return autres.length < etats.length ? `toujours, sauf ${mots(autres)}` : mots(etats)
}

/** One row a set of people: the states in which they are the ones. */
function lignes({ dit, qui }: Droit<string>, tous: readonly string[]): string[] {
  const parGens = Map.groupBy(Object.entries(qui), ([, places]) => dire((places as readonly Place[]).map(p => PLACES[p])))
  return [...parGens].map(
    ([gens, etats], i) =>
      `| ${i === 0 ? dit : ''} | ${quand(
        etats.map(([e]) => e),
        tous,
      )} | ${gens} |`,
  )
}

/** The page `docs/droits.md`, whole. */
export const pageDesDroits = () => `# Qui peut quoi

Cette page est faite du décret du programme (\`src/features/decret\`) par \`npm run droits\`\u00a0; un essai refuse qu’elle en diffère. Ce qui n’y est pas est refusé. Les dates (clôture, échéances) et
les conflits d’intérêts s’y ajoutent\u00a0; hors de son périmètre, un dossier n’existe pas. Les structures d’un projet lisent leur dossier dans tous ses états.

${(Object.keys(DECRET) as Objet[])
  .map(
    objet => `## ${TITRES[objet]}

| Acte | Quand il est | Qui |
|---|---|---|
${Object.values(DECRET[objet] as Record<string, Droit<string>>)
  .flatMap(d => lignes(d, TOUS[objet]))
  .join('\n')}
`,
  )
  .join('\n')}`
