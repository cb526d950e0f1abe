import { formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Onglets } from '../../../ui/liens.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { Appel, Vague } from '../../cahier/index.ts'
import { RAISON_MAX } from '../ordre.rules.ts'
import type { DossierClasse, Priorites } from './priorites.queries.ts'

export type Vue = 'tous' | 'premiers' | 'contre' | 'sans'
type Commun = { site: Site; appel: Appel; vague: Vague }

/** The orders of the porteurs of a call, a group each; before the closing, that they are not read yet. */
export const PrioritesPage = ({
  site,
  appel,
  vague,
  groupes,
  vue,
  comptes,
}: Commun & { groupes: readonly Priorites[] | undefined; vue: Vue; comptes: Record<Vue, number> }) => (
  <Page site={site} titre={`Priorités des porteurs, ${appel.titre}`} large>
    <p class="gt-sous">
      {appel.titre}
      {appel.calendrier.vagues.length > 1 && ` · ${vague.libelle}`}
    </p>
    <h1 class="fr-h3">Priorités des porteurs</h1>
    {groupes ? (
      <>
        <p>
          {pluriel(comptes.tous, 'porteur a', 'porteurs ont')} plusieurs dossiers, {comptes.tous - comptes.sans}{' '}
          {comptes.tous - comptes.sans > 1 ? 'les ont' : 'les a'} rangés.
        </p>
        <Onglets
          nom="Vues"
          onglets={(['tous', 'premiers', 'contre', 'sans'] as const).map(v => ({
            libelle: VUES[v],
            href: `${paths.instruction.ordres(appel.slug)}?${new URLSearchParams({ vague: vague.code, vue: v })}`,
            courant: v === vue,
            compte: String(comptes[v]),
          }))}
        />
        {groupes.length === 0 ? (
          <EmptyState titre={VIDES[vue]} />
        ) : (
          <Groupes groupes={groupes} appel={appel} premiers={vue === 'premiers'} />
        )}
      </>
    ) : (
      <EmptyState titre="Les ordres s’ouvrent après la clôture.">
        {vague.cloture && (
          <>
            Clôture le <Echeance instant={vague.cloture} secondes />. Jusque-là les porteurs peuvent les changer, et les rangs ne se lisent
            pas.
          </>
        )}
      </EmptyState>
    )}
  </Page>
)
const VUES: Record<Vue, string> = { tous: 'Par porteur', premiers: 'Rang 1 seulement', contre: 'Contre l’ordre', sans: 'Sans ordre' }
const VIDES: Record<Vue, string> = {
  tous: 'Aucun porteur n’a plusieurs dossiers.',
  premiers: 'Aucun porteur n’a donné son ordre.',
  contre: 'Aucune proposition ne va contre l’ordre d’un porteur.',
  sans: 'Chaque porteur qui a plusieurs dossiers a donné son ordre.',
}

/** `premiers`: of each porteur, the dossier that it put first alone. */
type GroupesProps = { groupes: readonly Priorites[]; appel: Appel; premiers?: boolean }
const Groupes = ({ groupes, appel, premiers = false }: GroupesProps) => (
  <div class="fr-table gt-tableau" role="region" tabindex={0} aria-label="Dossiers par porteur et par rang">
    <table class="gt-ordres__t">
      <caption class="fr-sr-only">Dossiers par porteur, dans l’ordre de chaque porteur</caption>
      <thead>
        <tr>
          {['Rang', 'Dossier', 'Volet'].map(t => (
            <th scope="col">{t}</th>
          ))}
          <th scope="col" class="gt-num">
            Aide demandée
          </th>
          <th scope="col">Proposition</th>
          <th scope="col">À savoir</th>
        </tr>
      </thead>
      {groupes.map(g => (
        <tbody>
          <tr>
            <th scope="rowgroup" colspan={6}>
              {g.structure.nom}{' '}
              <span class="gt-sous">
                {g.rangesLe ? `ordre du ${formatJour(g.rangesLe)}` : 'aucun ordre donné'}, {g.dossiers.length}&nbsp;dossiers
              </span>
            </th>
          </tr>
          {g.dossiers
            .filter(d => !premiers || d.rang === 1)
            .map(d => (
              <Ligne d={d} g={g} appel={appel} />
            ))}
        </tbody>
      ))}
    </table>
  </div>
)

const Ligne = ({ d, g, appel }: { d: DossierClasse; g: Priorites; appel: Appel }) => (
  <tr class={g.ecart?.devant.id === d.id ? 'gt-ordres__alerte' : undefined}>
    <td>
      <span class="fr-sr-only">rang </span>
      {d.rang ?? '–'}
    </td>
    {d.lisible ? (
      <th scope="row">
        <a href={paths.instruction.dossier(d.id)}>{d.titre || 'Sans titre'}</a> <span class="gt-sous">{d.numero}</span>
      </th>
    ) : (
      <th scope="row">Un dossier que vous n’instruisez pas</th>
    )}
    <td>{d.lisible && voletEnMots(appel, d.volet)}</td>
    <td class="gt-num">{d.lisible && d.aide !== null && formatEuros(d.aide)}</td>
    <td>{d.lisible && proposition(d)}</td>
    <td>{aSavoir(d, g)}</td>
  </tr>
)

const voletEnMots = (appel: Appel, code: string | null) => {
  const v = appel.volets.find(x => x.code === code)
  return v ? `${v.numero}. ${v.titre}` : ''
}
function proposition(d: DossierClasse): string {
  if (d.etat === 'irrecevable') return 'Irrecevable'
  if (d.avis === 'defavorable') return 'Écarter'
  if (d.avis === 'favorable' || d.avis === 'reserve') return d.montant === null ? 'Retenir' : `Retenir\u00a0: ${formatEuros(d.montant)}`
  return 'À instruire'
}
const aSavoir = (d: DossierClasse, { ecart, raison, rangesLe, dossiers }: Priorites) => {
  if (ecart?.devant.id === d.id)
    return (
      <>
        Le rang&nbsp;{ecart.derriere.rang} passe avant.{' '}
        {raison
          ? `«\u00a0${raison.texte}\u00a0»`
          : ecart.derriere.lisible && <a href={`${paths.instruction.ordre(ecart.derriere.id)}#dire`}>Dire pourquoi</a>}
      </>
    )
  return rangesLe === undefined && dossiers[0] === d && 'Rang inconnu\u00a0: rien n’est supposé'
}

/** The dossier whose proposition makes the others follow the order: that of the first, else that of the one proposed before it. */
const suivre = ({ devant, derriere }: NonNullable<Priorites['ecart']>) =>
  devant.lisible ? devant : derriere.lisible ? derriere : undefined

type Dire = { values: { raison: string }; errors: Readonly<Record<string, string>> }
/** The dossiers of one porteur, from one of them, and why the service goes against its order. */
export const PrioritePage = ({
  site,
  appel,
  dossierId,
  groupe: g,
  dicible,
  fait,
  dire,
}: Omit<Commun, 'vague'> & {
  dossierId: string
  groupe: Priorites
  dicible: boolean
  fait: string | undefined
  dire: Dire | undefined
}) => (
  <Page site={site} titre={`Ordre de ${g.structure.nom}`} large erreur={dire !== undefined}>
    <p class="gt-sous">
      <a href={paths.instruction.dossier(dossierId)}>Revenir au dossier</a> ·{' '}
      <a href={paths.instruction.ordres(appel.slug)}>Tous les porteurs</a>
    </p>
    <ErrorSummary errors={dire?.errors ?? {}} />
    <Nouvelles fait={fait} />
    <h1 class="fr-h3">L’ordre de {g.structure.nom}</h1>
    <Groupes groupes={[g]} appel={appel} />
    {g.ecart && (
      <section id="dire" tabindex={-1} aria-labelledby="pourquoi" class="fr-mt-3w">
        <h2 class="fr-h5" id="pourquoi">
          Pourquoi le rang {g.ecart.derriere.rang} avant le rang {g.ecart.devant.rang}&nbsp;?
        </h2>
        {g.raison && (
          <p>
            «&nbsp;{g.raison.texte}&nbsp;»{' '}
            <span class="gt-sous">
              {g.raison.par}, le <Time instant={g.raison.le} />
            </span>
          </p>
        )}
        {dicible && (
          <Formulaire action={paths.instruction.ordre(dossierId)}>
            <TextArea
              name="raison"
              label="Raison, lue par la commission"
              hint="L’ordre du porteur n’oblige pas le service. La raison est demandée avant la décision."
              value={dire?.values.raison ?? ''}
              error={dire?.errors.raison}
              maxlength={RAISON_MAX}
              rows={3}
            />
            <div class="gt-actions">
              <button class="fr-btn" type="submit">
                Garder la proposition
              </button>
              {suivre(g.ecart) && (
                <a class="fr-btn fr-btn--secondary" href={paths.instruction.analyse(suivre(g.ecart)!.id)}>
                  Suivre l’ordre&nbsp;: revoir le rang {suivre(g.ecart)!.rang}
                </a>
              )}
            </div>
          </Formulaire>
        )}
      </section>
    )}
  </Page>
)
