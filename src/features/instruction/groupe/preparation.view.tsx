import type { PropsWithChildren } from 'hono/jsx'
import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { Cle, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { QuiDecide } from '../liste/liste.mots.ts'
import { Champs, type ChampsProps } from './champs.view.tsx'
import { DOSSIERS_MAX, nombreDossiers, verbe } from './groupe.rules.ts'

export type PreparationProps = ChampsProps & {
  site: Site
  /** What says again which dossiers these are. */
  champs: readonly [nom: string, valeur: string][]
  cle: string
  /** The list that one comes from. */
  retour: string
  /** Who decides in the calls of these dossiers. */
  qui: QuiDecide
  /** The list has changed since the page was read. */
  change: boolean
}

/** What an act needs to know, before anything happens: which dossiers, and the same for all of them. */
export const PreparationPage = (p: PreparationProps) => {
  const titre = `${verbe(p.acte, p.qui)}\u00a0: ${nombreDossiers(p.dossiers.length)}`
  return (
    <Cadre site={p.site} titre={titre} retour={p.retour} erreur={Object.keys(p.errors).length > 0 || p.change}>
      {p.change && (
        <Alert ton="warning" titre="La liste a changé entre-temps" reponse>
          <p>Elle compte maintenant {nombreDossiers(p.dossiers.length)}. Rien n’a commencé. Confirmez, ou revenez à la liste.</p>
        </Alert>
      )}
      <ErrorSummary errors={p.errors} />
      <Choisis dossiers={p.dossiers} />
      <Formulaire action={paths.instruction.actes}>
        <Cle valeur={p.cle} />
        <input type="hidden" name="acte" value={p.acte} />
        <input type="hidden" name="nombre" value={p.dossiers.length} />
        {p.champs.map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} />
        ))}
        <Champs {...p} />
        <p>
          Chaque dossier suit ses propres règles&nbsp;: ceux qui ne peuvent pas restent tels quels, avec la raison. Vous pouvez continuer à
          travailler pendant ce temps.
        </p>
        <FormActions principal={`${verbe(p.acte, p.qui)} (${nombreDossiers(p.dossiers.length)})`} filet={false}>
          <a class="fr-link" href={p.retour}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </Cadre>
  )
}

export type SansSelection = 'aucun' | 'trop' | 'reprise'
const MOTS: Record<SansSelection, { titre: string; suite: string }> = {
  aucun: {
    titre: 'Aucun dossier n’est coché.',
    suite: 'Revenez à la liste et cochez les dossiers, ou sélectionnez toute la liste.',
  },
  trop: {
    titre: `Plus de ${formatNombre(DOSSIERS_MAX)}\u00a0dossiers.`,
    suite: `Un acte groupé porte sur ${formatNombre(DOSSIERS_MAX)}\u00a0dossiers au plus. Filtrez la liste, puis recommencez.`,
  },
  reprise: { titre: 'Rien à reprendre.', suite: 'Les dossiers refusés ne sont plus dans votre périmètre.' },
}
/** No act can be asked of this selection. */
export const SelectionRefuseePage = ({ site, retour, motif }: { site: Site; retour: string; motif: SansSelection }) => (
  <Cadre site={site} titre="Actes groupés" retour={retour} erreur>
    <EmptyState titre={MOTS[motif].titre}>
      {MOTS[motif].suite} <a href={retour}>Revenir à la liste</a>
    </EmptyState>
  </Cadre>
)

type CadreProps = PropsWithChildren<{ site: Site; titre: string; retour: string; erreur: boolean }>
const Cadre = ({ site, titre, retour, erreur, children }: CadreProps) => (
  <Page site={site} titre={titre} large erreur={erreur} ariane={[{ libelle: 'Dossiers déposés', href: retour }, { libelle: titre }]}>
    <div class="gt-preparation">
      <h1>{titre}</h1>
      {children}
    </div>
  </Page>
)

const MONTRES = 100
const Choisis = ({ dossiers }: Pick<PreparationProps, 'dossiers'>) => (
  <details class="gt-plus gt-choisis" open={dossiers.length <= 5}>
    <summary>{dossiers.length > 1 ? `Les ${nombreDossiers(dossiers.length)}` : 'Le dossier'}</summary>
    <ul>
      {dossiers.slice(0, MONTRES).map(d => (
        <li>
          <a href={paths.instruction.dossier(d.id)}>{d.numero}</a> {d.porteur}
        </li>
      ))}
    </ul>
    {dossiers.length > MONTRES && <p>et {nombreDossiers(dossiers.length - MONTRES)} de plus.</p>}
  </details>
)
