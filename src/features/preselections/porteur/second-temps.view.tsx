import { formatDateCivile, formatInstant, formatJour, joursEntre } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Essentiel } from '../../../ui/blocs.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type Tete } from '../../cadre/index.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Avancement } from '../../examen/index.ts'
import { avantLe } from '../../temps/index.ts'
import type { AnnonceLue } from '../preselections.queries.ts'
import { Annoncee } from './annonce.view.tsx'
import type { Reprises } from './reprises.ts'

type Props = {
  site: Site
  tete: Tete
  annonce: AnnonceLue
  appel: Appel
  etapes: readonly Avancement[]
  reprises: ReadonlyMap<string, Reprises>
  /** When the intention was filed. */
  intention: Date | undefined
  clos: boolean
  avant: Date
  maintenant: Date
  renoncable: boolean
  /** Whether the reader fills in the second form, and files it. */
  ecrit: boolean
}

/** Who was preselected: the answer, then the full dossier step by step, then the two temps. */
export const SecondTempsPage = (p: Props) => (
  <Cadre site={p.site} tete={p.tete} titre="Dossier">
    {p.clos && (
      <Alert ton="error" titre="Dossier complet non déposé">
        <p>La présélection est tombée le {avantLe(p.avant)}. Votre texte reste ici&nbsp;: il se reprend dans un autre appel.</p>
      </Alert>
    )}
    <Annoncee id={p.tete.id} annonce={p.annonce}>
      {!p.clos && (
        <>
          <p>
            Avant le <strong>{avantLe(p.avant)}</strong>, dans {pluriel(joursEntre(p.maintenant, p.avant), 'jour')}. Sans dossier complet à
            cette heure, la présélection tombe.
          </p>
          {p.ecrit && (
            <p>
              <a class="fr-btn" href="#second">
                Compléter le dossier
              </a>
            </p>
          )}
        </>
      )}
    </Annoncee>
    <LesEtapes {...p} />
    <LesTemps {...p} />
    {p.renoncable && !p.clos && (
      <section class="fr-mt-5w" aria-labelledby="renoncer">
        <h2 class="fr-h4" id="renoncer">
          Renoncer
        </h2>
        <p>Vous ne ferez pas de dossier complet&nbsp;? Dites-le&nbsp;: la place peut aller à un autre.</p>
        <p>
          <a class="fr-link" href={paths.dossiers.retrait(p.tete.id)}>
            Renoncer à la présélection
          </a>
        </p>
      </section>
    )}
  </Cadre>
)

const somme = (reprises: ReadonlyMap<string, Reprises>, cle: keyof Reprises) => [...reprises.values()].reduce((s, r) => s + r[cle], 0)

const LesEtapes = ({ tete, appel, etapes, reprises, clos }: Props) => {
  const prises = somme(reprises, 'reprises')
  return (
    <section class="fr-mt-5w" aria-labelledby="second">
      <h2 class="fr-h4 fr-mb-1v" id="second" tabindex={-1}>
        {appel.phases?.dossier_complet.titre}
      </h2>
      <p class="gt-source">
        {pluriel(prises, 'réponse reprise', 'réponses reprises')} sur {prises + somme(reprises, 'nouvelles')}, aucune à retaper
      </p>
      <Tableau
        legende="Étapes du dossier complet"
        legendeCachee
        lignes={etapes.map((e, rang) => ({ ...e, rang: rang + 1 }))}
        colonnes={[
          {
            titre: 'Étape',
            cellule: e => (
              <>
                {e.rang}. {clos ? e.etape.titre : <a href={paths.dossiers.etape(tete.id, e.etape.code)}>{e.etape.titre}</a>}
              </>
            ),
          },
          { titre: 'Réponses', cellule: e => motsReprises(reprises.get(e.etape.code)) },
          { titre: 'État', cellule: e => e.mot },
        ]}
      />
    </section>
  )
}

function motsReprises(r: Reprises | undefined): string {
  if (!r) return ''
  return [
    ...(r.reprises > 0 ? [pluriel(r.reprises, 'reprise')] : []),
    ...(r.nouvelles > 0 ? [pluriel(r.nouvelles, 'nouvelle')] : []),
    ...(r.pieces > 0 ? [pluriel(r.pieces, 'pièce reprise', 'pièces reprises')] : []),
  ].join(', ')
}

const LesTemps = ({ tete, appel, annonce, intention, avant, clos }: Props) => {
  const [vague] = appel.calendrier.vagues
  return (
    <section class="fr-mt-5w" aria-labelledby="dates">
      <h2 class="fr-h4" id="dates">
        Les deux temps
      </h2>
      <h3 class="fr-h6">1. {appel.phases?.intention.titre}, terminée</h3>
      <Essentiel
        faits={[
          ...(intention ? [{ terme: 'Déposée', valeur: `le ${formatInstant(intention)}` }] : []),
          {
            terme: 'Décidée',
            valeur: annonce.seanceLe
              ? `en séance le ${formatDateCivile(annonce.seanceLe)}`
              : `le ${formatJour(annonce.decideeLe)}, par le service`,
          },
          { terme: 'Annoncée', valeur: `le ${formatInstant(annonce.annonceeLe)}` },
          {
            terme: 'Votre texte',
            valeur: (
              <a href={`${paths.dossiers.accuse(tete.id)}?temps=1`} data-turbo="false">
                L’accusé de l’intention (PDF)
              </a>
            ),
          },
        ]}
      />
      <h3 class="fr-h6 fr-mt-3w">
        2. {appel.phases?.dossier_complet.titre}, {clos ? 'non déposé' : 'en cours'}
      </h3>
      <Essentiel
        faits={[
          {
            terme: 'Ouvert',
            valeur: `le ${formatJour(annonce.annonceeLe)}, ${annonce.passent > 1 ? `aux ${annonce.passent} présélectionnés` : 'à vous seuls'}`,
          },
          { terme: 'À déposer', valeur: `avant le ${avantLe(avant)}` },
          ...(vague?.comite ? [{ terme: 'Comité', valeur: `le ${formatDateCivile(vague.comite)}` }] : []),
          ...(vague?.resultats ? [{ terme: 'Réponse', valeur: `avant le ${formatDateCivile(vague.resultats)}` }] : []),
        ]}
      />
    </section>
  )
}
