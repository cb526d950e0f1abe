import { paths } from '../../paths.ts'
import { Badge, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import type { EtatValidation } from '../examen/index.ts'
import { type Difference, nomDifference } from '../versions/index.ts'
import type { PartenaireVu } from './partenaires.donnees.ts'

/** The state of a validation in words. */
export const ETATS_VALIDATION: Record<EtatValidation, { mot: string; ton: TonBadge }> = {
  validee: { mot: 'Validée', ton: 'success' },
  a_revalider: { mot: 'À revalider', ton: 'warning' },
  attendue: { mot: 'Attendue', ton: 'warning' },
  invitee: { mot: 'Invitation envoyée', ton: 'info' },
}

export type TableauPartenairesProps = {
  dossierId: string
  partenaires: readonly PartenaireVu[]
  /** The reader may change them: the porteur, as long as the dossier can be written. */
  gere: boolean
  /** What has changed since each validation that no longer holds, by partner. */
  changements?: ReadonlyMap<string, readonly Difference[]> | undefined
  /** The step to come back to after a reminder, when it is not the one that holds the partners. */
  depuis?: string | undefined
}

/** The other structures of the project: what the referential says of each, its role, and where its validation stands. */
export const TableauPartenaires = (p: TableauPartenairesProps) => (
  <Tableau
    legende="Structures associées au projet"
    legendeCachee
    lignes={p.partenaires}
    vide={<EmptyState titre="Aucune structure associée.">Votre structure porte le projet seule.</EmptyState>}
    colonnes={[
      { titre: 'Structure', cellule: x => <Structure x={x} {...p} /> },
      { titre: 'Son rôle', cellule: x => <Role x={x} /> },
      { titre: 'Sa validation', cellule: x => <Validation x={x} {...p} /> },
    ]}
  />
)

type Cellule = { x: PartenaireVu }
const Structure = ({ x, gere, dossierId }: Cellule & TableauPartenairesProps) => (
  <>
    {x.nom}
    {x.detail && <div class="gt-sous">{x.detail}</div>}
    {gere && (
      <div>
        <a href={paths.dossiers.partenaire(dossierId, x.id)}>
          Modifier ou retirer<span class="fr-sr-only"> : {x.nom}</span>
        </a>
      </div>
    )}
  </>
)

const Role = ({ x }: Cellule) => (
  <>
    {x.role || <span class="gt-manque">Non renseigné</span>}
    {x.contact && <div class="gt-sous">Contact : {x.contact}</div>}
    <div class="gt-sous">{x.etapes.length > 0 ? `Peut remplir\u00a0: ${x.etapes.join(', ')}` : 'Lit le dossier, sans le modifier'}</div>
  </>
)

const Validation = ({ x, gere, dossierId, changements, depuis }: Cellule & TableauPartenairesProps) => (
  <>
    <Badge ton={ETATS_VALIDATION[x.etat].ton}>{ETATS_VALIDATION[x.etat].mot}</Badge>
    <div>
      <Phrase x={x} />
    </div>
    {x.etat === 'a_revalider' && <Changements noms={changements?.get(x.id)?.map(nomDifference)} />}
    {gere && x.etat !== 'validee' && <Relance x={x} dossierId={dossierId} depuis={depuis} />}
  </>
)

const Phrase = ({ x }: Cellule) => {
  if (x.validation)
    return (
      <>
        Validée le <Time instant={x.validation.valideLe} />, par {x.validation.nom}
        {x.validation.fonction && ` (${x.validation.fonction})`}
        {x.etat === 'a_revalider' && x.relanceLe && x.relanceLe > x.validation.valideLe && <Relancee le={x.relanceLe} />}
      </>
    )
  return (
    <>
      Demandée le <Time instant={x.inviteLe} />
      {x.structureId === null && ` à ${x.courriel}`}
      {x.relanceLe && <Relancee le={x.relanceLe} />}
    </>
  )
}
const Relancee = ({ le }: { le: Date }) => (
  <>
    , relancée le <Time instant={le} />
  </>
)

const NOMS_MONTRES = 4
const Changements = ({ noms = [] }: { noms?: readonly string[] | undefined }) => (
  <div>
    {noms.length === 0
      ? 'Le projet a changé depuis.'
      : `A changé depuis\u00a0: ${noms.slice(0, NOMS_MONTRES).join('\u202f; ')}${noms.length > NOMS_MONTRES ? `\u202f; et ${noms.length - NOMS_MONTRES}\u00a0autres points` : ''}.`}
  </div>
)

const Relance = ({ x, dossierId, depuis }: Cellule & Pick<TableauPartenairesProps, 'dossierId' | 'depuis'>) =>
  x.relance ? (
    <div class="gt-sous">
      Vous pourrez la relancer le <Time instant={x.relance} />.
    </div>
  ) : (
    <BoutonPost action={paths.dossiers.relance(dossierId, x.id)} champs={depuis ? { depuis } : {}}>
      Relancer par courriel<span class="fr-sr-only"> : {x.nom}</span>
    </BoutonPost>
  )
