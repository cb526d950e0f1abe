import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Fichiers, type Reponse as Ligne, Relecture, Reponses } from '../../ui/listes.tsx'
import { Empreintes } from '../../ui/machines.tsx'
import { CalculDeLAide, MontantCalcule } from '../aide/index.ts'
import type { Appel, Etape } from '../cahier/index.ts'
import { champsMontres, type StructureDuProjet, valeurLue } from '../champs/index.ts'
import { type Champ, type Contenu, cellule } from '../contenu/index.ts'
import { PlanRelu, planDe } from '../plan/index.ts'
import type { TableauEvalue } from '../recevabilite/index.ts'
import { ListesRelues } from '../saisie/index.ts'
import { type ChoixDesLignes, TableauLu } from '../tableaux/index.ts'
import type { AideCalculee, Verdict } from '../verdicts/index.ts'

type PieceLue = { id: string; code: string; nom: string; taille: number; sha256: string }
export type RelectureProps = {
  appel: Appel
  etapes: readonly Etape[]
  contenu: Contenu
  /** How the aid was found, where the call computes it. */
  aide?: AideCalculee | undefined
  pieces: readonly PieceLue[]
  structures: readonly StructureDuProjet[]
  visibles: { questions: ReadonlySet<string>; pieces: ReadonlySet<string> }
  structure: readonly { libelle: string; valeur: Child }[]
  /** Étapes of which only these questions are shown, by code; any other is shown whole. */
  partielles?: ReadonlyMap<string, ReadonlySet<string>> | undefined
  /** The tables of its form, by id; what the rules say of each line, where it is read (`verdicts`). */
  tableaux: ReadonlyMap<string, TableauEvalue>
  verdicts?: readonly Verdict[] | undefined
  /** Whether the lines of its tables that want something are read alone. */
  choixDesLignes?: ChoixDesLignes | undefined
  /** The other structures of the project, in the step that holds them. */
  partenaires?: Child
  /** Where a piece is fetched. */
  adressePiece: (p: PieceLue) => string
  /** Where it is read in place. */
  lecturePiece?: ((p: PieceLue) => string) | undefined
  /** What another version said otherwise: fields by name, steps whose rows changed by title; the words, and where both are compared. */
  modifies?: { champs: ReadonlySet<string>; lignes: ReadonlySet<string>; mot: string; href: string } | undefined
  /** One étape shown away from the others has no number. */
  seule?: boolean | undefined
  /** The reader bears it: labels speak to them. */
  auPorteur?: boolean | undefined
  /** Where a step is changed; absent once nothing changes. */
  modifier?: ((etape: string) => string) | undefined
}

/** The dossier, step by step, as the instructeur reads it. */
export const DossierRelu = (p: RelectureProps) => (
  <>
    {p.etapes
      .filter(e => !e.blocs.includes('depot'))
      .map((e, i) => (
        <Relecture titre={p.seule ? e.titre : `${i + 1}. ${e.titre}`} id={`relire-${e.code}`} modifier={p.modifier?.(e.code)}>
          <Reponses reponses={lignes(p, e)} />
          {p.modifies?.lignes.has(e.titre) && (
            <p>
              Lignes changées. <Modifie {...p.modifies} />
            </p>
          )}
          {!p.partielles?.has(e.code) && <ListesRelues appel={p.appel} etape={e} contenu={p.contenu} />}
          {!p.partielles?.has(e.code) && <TableauxLus {...p} etape={e} />}
          {!p.partielles?.has(e.code) && e.blocs.includes('plan') && (
            <>
              <PlanRelu {...p} plan={planDe(p.appel, p.contenu)} />
              {p.aide && <CalculDeLAide aide={p.aide} />}
            </>
          )}
        </Relecture>
      ))}
    <Empreintes de={piecesLues(p).flatMap(x => x.fichiers)} />
  </>
)

const TableauxLus = ({ etape, tableaux, visibles, ...p }: RelectureProps & { etape: Etape }) => (
  <>
    {etape.questions
      .flatMap(q => (visibles.questions.has(q.id) ? (tableaux.get(q.id) ?? []) : []))
      .map(t => (
        <TableauLu appel={p.appel} evalue={t} contenu={p.contenu} verdicts={p.verdicts} choix={p.choixDesLignes} />
      ))}
  </>
)

const Modifie = ({ mot, href }: Pick<NonNullable<RelectureProps['modifies']>, 'mot' | 'href'>) => (
  <a class="gt-modifie" href={href}>
    {mot}
  </a>
)

/** The value, and that another version said something else. */
const avecMarque = ({ modifies }: RelectureProps, champ: string, valeur: Child): Child =>
  modifies?.champs.has(champ) ? (
    <>
      {valeur ?? <span class="gt-manque">Non renseigné</span>} <Modifie {...modifies} />
    </>
  ) : (
    valeur
  )

function lignes(p: RelectureProps, e: Etape): Ligne[] {
  const champs = champsMontres(p.appel, e, p.contenu, p.visibles.questions, p.structures).filter(c => !cellule(c.nom))
  const seules = p.partielles?.get(e.code)
  const nommer = (c: Champ) => (p.auPorteur ? c.libelle : (c.libelleLu ?? c.libelle))
  if (seules) return champs.filter(c => seules.has(c.nom)).map(c => ({ libelle: nommer(c), valeur: valeurLue(c, p.contenu) }))
  return [
    ...(e.blocs.includes('structure') ? p.structure : []),
    ...(e.blocs.includes('partenaires') ? [{ libelle: 'Structures associées', valeur: p.partenaires ?? 'Aucune' }] : []),
    ...champs.map(c => ({
      libelle: nommer(c),
      valeur: avecMarque(p, c.nom, c.calcule && p.aide ? <MontantCalcule aide={p.aide} /> : valeurLue(c, p.contenu)),
    })),
    ...(e.blocs.includes('pieces') ? pieces(p) : []),
  ]
}

const piecesLues = (p: RelectureProps) =>
  p.etapes.some(e => e.blocs.includes('pieces') && !p.partielles?.has(e.code))
    ? p.appel.pieces
        .filter(piece => p.visibles.pieces.has(piece.code))
        .map(piece => ({ piece, fichiers: p.pieces.filter(f => f.code === piece.code) }))
    : []

function pieces(p: RelectureProps): Ligne[] {
  return piecesLues(p).map(({ piece, fichiers }) => {
    const liste = fichiers.map(f => ({ nom: f.nom, href: p.adressePiece(f), octets: f.taille, action: voir(p, f) }))
    return {
      libelle: piece.libelle,
      valeur: liste.length > 0 ? <Fichiers fichiers={liste} /> : piece.obligatoire ? undefined : 'Aucun fichier, facultatif',
    }
  })
}

const voir = ({ lecturePiece }: RelectureProps, f: PieceLue) =>
  lecturePiece && (
    <a class="fr-link fr-link--sm" href={lecturePiece(f)}>
      Voir ici<span class="fr-sr-only">&nbsp;: {f.nom}</span>
    </a>
  )

/** Address of a piece for the members of its structure. */
export const adressePieceDe = (dossierId: string) => (p: PieceLue) => paths.dossiers.piece(dossierId, p.code, p.id)
