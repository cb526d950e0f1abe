import type { FieldErrors } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { formatSiren } from '../../../lib/siren.ts'
import { paths } from '../../../paths.ts'
import { EmptyState, Sur } from '../../../ui/blocs.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import type { ChampCompare, Choix } from './comparer.rules.ts'
import { Fiche } from './fiche.view.tsx'
import type { Attente, PageDeclarees } from './lire-declaree.ts'

export const FAITS_DECLAREES = {
  confirmee: 'La structure est confirmée. La marque «\u00a0Déclarée\u00a0» n’y est plus.',
  reunie: 'Les deux structures sont réunies. Numéros, heures, accusés et membres sont gardés.',
  separee: 'Les deux structures sont séparées. La déclaration attend à nouveau votre choix.',
  refusee: 'La structure n’est pas confirmée. Ses membres reçoivent votre raison.',
} as const

export type DeclareesProps = PageDeclarees & {
  site: Site
  instant: Date
  fait?: keyof typeof FAITS_DECLAREES | undefined
  /** A colleague decided first, or the effect is no longer what was read. */
  refus?: string | undefined
  values?: { raison?: string; q?: string; choix?: Partial<Record<ChampCompare, Choix>> }
  errors?: FieldErrors
}

/** What the service confirms: those declared by hand, and the one that is open. */
export const DeclareesPage = (p: DeclareesProps) => {
  const deposees = p.attentes.filter(a => Number(a.deposes) > 0).length
  return (
    <Page
      site={p.site}
      titre="Structures à confirmer"
      large
      erreur={Object.keys(p.errors ?? {}).length > 0}
      ariane={[
        { libelle: 'Dossiers', href: paths.instruction.file },
        { libelle: 'Rattachements à confirmer', href: paths.instruction.appartenances },
        { libelle: 'Structures à confirmer' },
      ]}
    >
      <ErrorSummary errors={p.errors ?? {}} />
      <Nouvelles fait={p.fait && FAITS_DECLAREES[p.fait]} refus={p.refus} />
      {p.luLe && (
        <Sur>
          Répertoire lu le <Time instant={p.luLe} forme="jour" />
        </Sur>
      )}
      <h1 class="fr-h3">Structures à confirmer</h1>
      {p.attentes.length === 0 ? (
        <EmptyState titre="Toutes les structures sont confirmées.">Une structure déclarée à la main apparaît ici.</EmptyState>
      ) : (
        <p>
          <strong>
            {pluriel(p.attentes.length, 'déclarée à la main', 'déclarées à la main')}, {deposees} avec un dossier déposé.
          </strong>{' '}
          La plus ancienne attend depuis le <Time instant={p.attentes[0]!.declareeLe} forme="jour" />.
        </p>
      )}
      <div class="gt-a-confirmer">
        {p.attentes.length > 0 && (
          <nav aria-label="Structures à confirmer">
            <ul class="gt-a-confirmer__liste">
              {p.attentes.map(a => (
                <li>
                  <a
                    href={`${paths.instruction.structure(a.id)}#fiche`}
                    aria-current={a.id === p.ouverte?.structure.id ? 'true' : undefined}
                  >
                    <b>{a.nom}</b>
                    <span>{decrire(a)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {p.ouverte && <Fiche {...p.ouverte} values={p.values ?? {}} errors={p.errors ?? {}} />}
      </div>
    </Page>
  )
}

const decrire = (a: Attente) =>
  [
    TYPES_STRUCTURE[a.type as TypeStructure],
    a.commune,
    Number(a.deposes) > 0 && pluriel(Number(a.deposes), 'dossier déposé', 'dossiers déposés'),
    Number(a.deposes) === 0 && Number(a.dossiers) > 0 && pluriel(Number(a.dossiers), 'brouillon'),
    a.sirenTrouve ? 'SIREN au répertoire' : a.siren ? `SIREN\u00a0${formatSiren(a.siren)}` : 'sans SIREN',
  ]
    .filter(Boolean)
    .join(', ')
