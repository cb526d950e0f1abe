import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Fichiers, type Reponse as Ligne, Relecture, Reponses } from '../../ui/listes.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Appel, Etape } from '../appels/index.ts'
import { type Contenu, champDepense, montantDe, texteDe } from './contenu.ts'
import { type Champ, champsMontres } from './etapes/champs.ts'
import { totauxDe } from './plan/totaux.ts'

type PieceLue = { id: string; code: string; nom: string; taille: number; sha256: string }
export type RelectureProps = {
  appel: Appel
  etapes: readonly Etape[]
  contenu: Contenu
  pieces: readonly PieceLue[]
  visibles: { questions: ReadonlySet<string>; pieces: ReadonlySet<string> }
  structure: readonly { libelle: string; valeur: Child }[]
  /** Where a piece is fetched. */
  adressePiece: (p: PieceLue) => string
  /** Where a step is changed; absent once nothing changes. */
  modifier?: ((etape: string) => string) | undefined
}

/** The dossier, step by step, as the instructeur reads it. */
export const DossierRelu = (p: RelectureProps) => (
  <>
    {p.etapes
      .filter(e => !e.blocs.includes('depot'))
      .map((e, i) => (
        <Relecture titre={`${i + 1}. ${e.titre}`} id={`relire-${e.code}`} modifier={p.modifier?.(e.code)}>
          <Reponses reponses={lignes(p, e)} />
          {e.blocs.includes('montants') && <Depenses {...p} />}
        </Relecture>
      ))}
  </>
)

function lignes(p: RelectureProps, e: Etape): Ligne[] {
  const champs = champsMontres(p.appel, e, texteDe(p.contenu, 'volet'), p.visibles.questions).filter(c => !c.nom.startsWith('depenses.'))
  return [
    ...(e.blocs.includes('structure') ? p.structure : []),
    ...champs.map(c => ({ libelle: c.libelle, valeur: valeurLue(c, p.contenu) })),
    ...(e.blocs.includes('montants') ? totaux(p) : []),
    ...(e.blocs.includes('pieces') ? pieces(p) : []),
  ]
}

/** A value in words; what cannot be read says so. */
export function valeurLue(champ: Champ, c: Contenu): Child {
  const illisible = c.illisibles[champ.nom]
  if (illisible !== undefined) return <span class="gt-manque">Illisible : « {illisible} »</span>
  const v = c.valeurs[champ.nom]
  if (v === undefined) return champ.facultatif ? 'Non renseigné, facultatif' : undefined
  const mot = (code: unknown) => champ.options?.find(o => o.code === code)?.libelle ?? String(code)
  if (Array.isArray(v)) return v.map(mot).join('\u202f; ')
  if (typeof v === 'boolean') return v ? 'Oui' : 'Non'
  if (champ.genre === 'montant') return formatEuros(v as number, { centimes: true })
  if (typeof v === 'number') return `${formatNombre(v)}${champ.unite ? `\u00a0${champ.unite}` : ''}`
  if (champ.genre === 'date') return formatDateCivile(v as string)
  return champ.genre === 'choix' ? mot(v) : <Paragraphes texte={v as string} />
}

/** Line ends that the person typed are kept. */
const Paragraphes = ({ texte }: { texte: string }) => <>{texte.split('\n').map((l, i) => (i > 0 ? [<br />, l] : l))}</>

function totaux({ appel, contenu }: RelectureProps): Ligne[] {
  const t = totauxDe(appel, contenu)
  return [
    { libelle: 'Coût global', valeur: t.ressources === undefined ? undefined : formatEuros(t.ressources, { centimes: true }) },
    { libelle: 'Part de l’aide', valeur: t.taux === undefined ? undefined : formatTaux(t.taux) },
  ]
}

function pieces(p: RelectureProps): Ligne[] {
  return p.appel.pieces
    .filter(piece => p.visibles.pieces.has(piece.code))
    .map(piece => {
      const fichiers = p.pieces.filter(f => f.code === piece.code)
      const liste = fichiers.map(f => ({ nom: f.nom, href: p.adressePiece(f), octets: f.taille, empreinte: f.sha256 }))
      return {
        libelle: piece.libelle,
        valeur: liste.length > 0 ? <Fichiers fichiers={liste} /> : piece.obligatoire ? undefined : 'Aucun fichier, facultatif',
      }
    })
}

const Depenses = ({ appel, contenu }: RelectureProps) => {
  const lues = appel.natures.flatMap(n => {
    const montant = montantDe(contenu, champDepense(n.code))
    return montant === undefined ? [] : [{ nature: n.libelle, montant, eligible: n.eligible }]
  })
  const total = totauxDe(appel, contenu).depenses
  return (
    <Tableau
      legende="Dépenses, hors taxes"
      colonnes={[
        { titre: 'Nature', cellule: d => d.nature },
        { titre: 'Montant HT', cellule: d => formatEuros(d.montant, { centimes: true }), num: true },
        { titre: 'Payée par l’aide', cellule: d => PAYEE[d.eligible] },
      ]}
      lignes={lues}
      pied={total === undefined ? undefined : ['Total', formatEuros(total, { centimes: true }), '']}
      vide={<p>Aucune dépense n’est indiquée.</p>}
    />
  )
}
const PAYEE = { oui: 'Oui', marginale: 'Pour une part marginale', non: 'Non', exclue: 'Interdite dans le plan' } as const

/** Address of a piece for the members of its structure. */
export const adressePieceDe = (dossierId: string) => (p: PieceLue) => paths.dossiers.piece(dossierId, p.code, p.id)
