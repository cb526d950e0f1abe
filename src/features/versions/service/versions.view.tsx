import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Ajout, Retrait, Time } from '../../../ui/texte.tsx'
import { motVerdict } from '../../../ui/verdicts.tsx'
import type { Appel } from '../../cahier/index.ts'
import { Cadre, type CadreInstruction } from '../../instruction/index.ts'
import type { DepotsCompares } from '../comparer.ts'
import { Differences } from '../differences.view.tsx'
import type { VersionDeposee } from '../versions.queries.ts'

/** The two versions that the page compares, the older one first; `erreur`: they are the same. */
export type Choix = { avant: number; apres: number; erreur: string | undefined }
type Props = {
  site: Site
  cadre: CadreInstruction
  appel: Appel
  versions: readonly VersionDeposee[]
  choix: Choix
  /** Absent when there is nothing to compare. */
  compares: DepotsCompares | undefined
  /** Files that can be opened: those of the filing that stands, and of those about which complements were asked. */
  ouvrables: ReadonlySet<string>
}

const nommer = (version: number) => `Version\u00a0${version}`

/** Every filing of a dossier, and what two of them have different, step by step. */
export const VersionsPage = (p: Props) => (
  <Cadre site={p.site} cadre={p.cadre} onglet="dossier" titre="versions" erreur={!!p.choix.erreur}>
    <ErrorSummary errors={p.choix.erreur ? { apres: p.choix.erreur } : {}} />
    <h2 class="fr-h5 fr-mt-2w">Versions déposées</h2>
    <Versions versions={p.versions} />
    {p.versions.length === 1 ? (
      <p>Une seule version a été déposée&nbsp;: il n’y a rien à comparer.</p>
    ) : (
      <Choisir id={p.cadre.id} versions={p.versions} choix={p.choix} />
    )}
    {p.compares && p.versions.length > 1 && <Comparaison {...p} compares={p.compares} />}
    <p class="fr-mt-4w">
      <a href={paths.instruction.dossier(p.cadre.id)}>Revenir au dossier</a>
    </p>
  </Cadre>
)

const Versions = ({ versions }: Pick<Props, 'versions'>) => (
  <Tableau
    legende="Versions déposées"
    legendeCachee
    dense
    lignes={versions}
    colonnes={[
      { titre: 'Version', cellule: v => nommer(v.version) },
      { titre: 'Reçue le', cellule: v => <Time instant={v.recuLe} /> },
      { titre: 'Déposée par', cellule: v => v.par ?? 'Compte supprimé' },
      { titre: 'Pourquoi', cellule: v => motOccasion(v, versions.indexOf(v), versions) },
      { titre: 'Empreinte', cellule: v => <span class="gt-empreinte">{v.sha256.slice(0, 12)}…</span> },
    ]}
  />
)

const motOccasion = ({ version, demande, temps }: VersionDeposee, rang: number, toutes: readonly VersionDeposee[]) =>
  temps === 2 && toutes[rang - 1]?.temps === 1
    ? 'Dossier complet, au second temps'
    : demande !== undefined
      ? `Réponse à la demande de compléments n°\u00a0${demande}`
      : version === 1
        ? 'Premier dépôt'
        : 'Dossier modifié avant la clôture'

const Choisir = ({ id, versions, choix }: Pick<Props, 'versions' | 'choix'> & { id: string }) => {
  const options = versions.map(v => ({ value: String(v.version), label: nommer(v.version) }))
  return (
    <form class="gt-choix-versions" method="get" action={paths.instruction.versions(id)}>
      <Select name="avant" label="Comparer" value={String(choix.avant)} options={options} vide={null} />
      <Select name="apres" label="avec" value={String(choix.apres)} error={choix.erreur} options={options} vide={null} />
      <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
        Comparer
      </button>
    </form>
  )
}

const Comparaison = ({ appel, cadre, choix, compares: d, ouvrables }: Props & { compares: DepotsCompares }) => {
  const cotes = { avant: nommer(choix.avant), apres: nommer(choix.apres) }
  const changees = d.pieces.filter(p => p.quoi !== 'gardee')
  const rien = d.differences.length + changees.length + d.partenaires.length === 0
  const titre = `De la version\u00a0${choix.avant} à la version\u00a0${choix.apres}`
  return (
    <>
      <h2 class="fr-h5">{titre}</h2>
      {rien && <p>Rien n’a changé entre ces deux versions.</p>}
      {etapes(d).map(e => (
        <section>
          <h3 class="fr-h6">{e.titre || 'Questions que l’appel ne pose plus'}</h3>
          <Differences
            differences={e.differences}
            legende={`${e.titre}\u00a0: ${cotes.avant}, ${cotes.apres}`}
            cotes={cotes}
            etape={false}
          />
        </section>
      ))}
      {d.partenaires.length > 0 && <Partenaires partenaires={d.partenaires} cotes={cotes} />}
      <Pieces pieces={d.pieces} changees={changees.length} appel={appel} id={cadre.id} ouvrables={ouvrables} />
      <Verdicts verdicts={d.verdicts} cotes={cotes} />
    </>
  )
}

/** The differences by step, in the order of the form. */
function etapes({ differences }: DepotsCompares) {
  const titres = [...new Set(differences.map(d => d.etape))]
  return titres.map(titre => ({ titre, differences: differences.filter(d => d.etape === titre) }))
}

type Cotes = { avant: string; apres: string }
const Partenaires = ({ partenaires, cotes }: Pick<DepotsCompares, 'partenaires'> & { cotes: Cotes }) => (
  <section>
    <h3 class="fr-h6">Structures associées</h3>
    <Tableau
      legende="Structures associées"
      legendeCachee
      lignes={partenaires}
      colonnes={[
        { titre: 'Structure', cellule: p => p.nom },
        { titre: 'Changement', cellule: p => (!p.avant ? 'structure ajoutée' : !p.apres ? 'structure retirée' : 'structure modifiée') },
        { titre: cotes.avant, cellule: p => (p.avant ? <Retrait>{p.avant}</Retrait> : 'Absente') },
        { titre: cotes.apres, cellule: p => (p.apres ? <Ajout>{p.apres}</Ajout> : 'Absente') },
      ]}
    />
  </section>
)

const QUOI = { gardee: 'inchangé', ajoutee: 'fichier ajouté', retiree: 'fichier retiré' } as const
type PiecesProps = Pick<DepotsCompares, 'pieces'> & { changees: number; appel: Appel; id: string; ouvrables: ReadonlySet<string> }
const Pieces = ({ pieces, changees, appel, id, ouvrables }: PiecesProps) => (
  <section>
    <h3 class="fr-h6">Pièces</h3>
    {changees === 0 && <p>Les mêmes fichiers dans les deux versions.</p>}
    <Tableau
      legende="Pièces des deux versions"
      legendeCachee
      lignes={pieces}
      colonnes={[
        { titre: 'Pièce', cellule: x => appel.pieces.find(p => p.code === x.piece.code)?.libelle ?? x.piece.code },
        { titre: 'Changement', cellule: x => QUOI[x.quoi] },
        {
          titre: 'Fichier',
          cellule: x => <Fichier x={x} href={ouvrables.has(x.piece.id) ? paths.instruction.lecture(id, x.piece.id) : ''} />,
        },
      ]}
      vide={<p>Aucune des deux versions n’a de pièce.</p>}
    />
  </section>
)

const Fichier = ({ x, href }: { x: DepotsCompares['pieces'][number]; href: string }) => {
  const nom = href ? <a href={href}>{x.piece.nom}</a> : x.piece.nom
  return x.quoi === 'gardee' ? nom : x.quoi === 'ajoutee' ? <Ajout>{nom}</Ajout> : <Retrait>{nom}</Retrait>
}

const Verdicts = ({ verdicts, cotes }: Pick<DepotsCompares, 'verdicts'> & { cotes: Cotes }) => (
  <section>
    <h3 class="fr-h6">Verdicts automatiques</h3>
    <Tableau
      legende="Verdicts automatiques qui ont changé"
      legendeCachee
      lignes={verdicts}
      colonnes={[
        { titre: 'Règle', cellule: v => v.titre },
        { titre: cotes.avant, cellule: v => motVerdict(v.avant) },
        { titre: cotes.apres, cellule: v => motVerdict(v.apres) },
      ]}
      vide={<p>Aucun verdict automatique n’a changé.</p>}
    />
  </section>
)
