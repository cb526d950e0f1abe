import { formatHeure, formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import { pct } from '../../../ui/plots/echelle.ts'
import type { Site } from '../../../ui/site.ts'
import { accorde, MOTS_SENS, type Sens } from '../../decisions/index.ts'
import { direPoints, formatPoints, type Moyenne } from '../notation/notation.rules.ts'
import type { DossierSalle } from '../salle/dossier.view.tsx'
import { Points } from '../salle/dossier.view.tsx'
import type { EnveloppeSalle } from '../salle/salle.view.tsx'

/** What the screen of the room shows. Cents. */
export type EcranVue = {
  comite: string
  appel: string
  tenueLe: Date
  estampille: string
  /** Those who are there, whoever may vote on this dossier. */
  presents: readonly { nom: string; preside: boolean }[]
  enveloppe: EnveloppeSalle
  propose: { sens: Sens; montant: number } | undefined
  dossier: DossierSalle | undefined
  /** `attendues`: how many grids are still to come; scores are shown once none is. */
  notes: { attendues: number } | { moyenne: Moyenne | undefined; lignes: readonly LigneNotes[] } | undefined
  derniere: { le: Date; phrase: string } | undefined
  suivant: { porteur: string; demande: number | null } | undefined
}
export type LigneNotes = { titre: string; valeurs: readonly number[]; degres: readonly number[]; ecart: number }
type Props = { site: Site; jeton: string; ecran: EcranVue }

/** How many criteria have a row of their own: the others are in full agreement, or told below. */
const RANGS = 6

/** Read from the back of the room: no command, no menu, all of it on one screen of 1920 × 1080. */
export const EcranPage = ({ site, jeton, ecran: e }: Props) => (
  <Page site={site} titre={`Écran de la salle, ${e.dossier ? e.dossier.porteur : 'tous les dossiers décidés'}`} seule relireS={10}>
    <header class="gt-ecran gt-ecran__tete">
      <div>
        <h1>{e.comite}</h1>
        <p class="gt-sous">
          {e.appel} · {formatJour(e.tenueLe)}
          {site.demo && ' · démonstration'}
        </p>
      </div>
      <p>
        {e.presents.map((m, i) => (
          <>
            {i > 0 && ' · '}
            {m.nom}
            {m.preside && <span class="gt-sous"> préside</span>}
          </>
        ))}
      </p>
    </header>
    <main
      id="contenu"
      tabindex={-1}
      class="gt-ecran"
      data-controller="salle"
      data-salle-url-value={paths.comite.directEcran(jeton)}
      data-salle-estampille-value={e.estampille}
    >
      <p class="gt-sous gt-ecran__etat" role="status" data-salle-target="etat"></p>
      <p hidden data-salle-target="change"></p>
      <Enveloppe e={e.enveloppe} propose={e.propose} />
      <div class="gt-ecran__corps">
        <section aria-labelledby="dossier">
          {e.dossier ? <Dossier d={e.dossier} propose={e.propose} /> : <h2 id="dossier">Tous les dossiers sont décidés</h2>}
        </section>
        {e.notes && <Notes n={e.notes} />}
      </div>
    </main>
    <footer id="pied" tabindex={-1} class="gt-ecran gt-ecran__pied">
      <p>
        {e.derniere && (
          <>
            <strong>{formatHeure(e.derniere.le)}</strong> {e.derniere.phrase}
          </>
        )}
      </p>
      {e.suivant && (
        <p>
          Ensuite&nbsp;: <strong>{e.suivant.porteur}</strong>
          {e.suivant.demande !== null && `, ${formatEuros(e.suivant.demande)}`}
        </p>
      )}
    </footer>
  </Page>
)

/** Full for what is granted, hatched for what is about to be, an outline for what is left. */
const Enveloppe = ({ e, propose }: { e: EnveloppeSalle; propose: EcranVue['propose'] }) => {
  const accordees = e.accordes.reduce((t, n) => t + n, 0)
  const demande = propose && accorde(propose.sens) ? propose.montant : 0
  const part = (n: number) => pct(e.montant > 0 ? Math.min(1, n / e.montant) : 0)
  let depuis = 0
  return (
    <section aria-label="Enveloppe" class="gt-ecran__enveloppe">
      <p class="gt-salle__ligne">
        <span>
          Enveloppe <strong>{formatEuros(e.montant)}</strong>
        </span>
        <span>
          {pluriel(e.decides, 'dossier décidé', 'dossiers décidés')} sur {e.total}
          {e.aSuivre.nombre > 0 && ` · ${pluriel(e.aSuivre.nombre, 'autre demande', 'autres demandent')} ${formatEuros(e.aSuivre.demande)}`}
        </span>
      </p>
      <svg class="gt-salle__barre" width="100%" height="44" aria-hidden="true" focusable="false">
        <defs>
          <pattern id="hachures" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="gt-ecran__fond" width="8" height="8" />
            <rect class="gt-ecran__trait" width="3" height="8" />
          </pattern>
        </defs>
        {e.accordes.map(n => {
          const x = depuis
          depuis += n
          return <rect x={part(x)} width={part(n)} y="0" height="44" class="gt-salle__pris" />
        })}
        <rect x={part(accordees)} width={part(demande)} y="0" height="44" fill="url(#hachures)" />
        <rect x="0" y="0" width="100%" height="44" class="gt-salle__contour" />
      </svg>
      <p class="gt-salle__ligne">
        <span>
          Accordé <strong>{formatEuros(accordees)}</strong>
        </span>
        {demande > 0 && (
          <span>
            Proposé <strong>{formatEuros(demande)}</strong>
          </span>
        )}
        <span>
          {demande > e.reste ? 'Il manquerait' : demande > 0 ? 'Il resterait' : 'Reste'}{' '}
          <strong class="gt-ecran__reste">{formatEuros(Math.abs(e.reste - demande))}</strong>
        </span>
      </p>
    </section>
  )
}

const Dossier = ({ d, propose }: { d: DossierSalle; propose: EcranVue['propose'] }) => (
  <>
    <p class="gt-sous">
      Dossier {d.rang} sur {d.total} · {d.numero} · {d.lieu}
    </p>
    <h2 id="dossier">{d.titre || 'Sans titre'}</h2>
    <p>
      {d.porteur}
      {d.avec.length > 0 && `, avec ${d.avec.length > 3 ? pluriel(d.avec.length, 'partenaire') : d.avec.join(', ')}`}
    </p>
    <dl class="gt-salle__chiffres">
      {d.chiffres.map(c => (
        <div>
          <dt>{c.terme}</dt>
          <dd>
            {c.valeur} {c.note && <span class="gt-sous">{c.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
    <div class="gt-salle__avis">
      <Points titre="Ce qui porte le projet" texte={d.pointsForts} />
      <Points titre="Réserves de l’instruction" texte={d.reserves} />
    </div>
    {propose && (
      <div class="gt-ecran__propose">
        <h3>Proposition en débat</h3>
        <p>
          {MOTS_SENS[propose.sens]}
          {accorde(propose.sens) && propose.montant > 0 && (
            <>
              &nbsp;: <strong>{formatEuros(propose.montant)}</strong>
            </>
          )}
        </p>
      </div>
    )}
  </>
)

const Notes = ({ n }: { n: NonNullable<EcranVue['notes']> }) => {
  if ('attendues' in n)
    return (
      <section aria-labelledby="notes">
        <h2 id="notes">Les notes</h2>
        <p class="gt-sous">
          {n.attendues > 0
            ? `Elles se montrent quand toutes sont finalisées : il en reste ${n.attendues}.`
            : 'Aucune note n’est finalisée pour ce dossier.'}
        </p>
      </section>
    )
  const montrees = n.lignes.slice(0, RANGS)
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Les notes, désaccord d’abord</h2>
      {n.moyenne && (
        <p>
          <strong class="gt-ecran__moyenne">{formatPoints(n.moyenne.centiemes)}</strong> sur {direPoints(n.moyenne.sur)}
        </p>
      )}
      <ul class="gt-ecran__notes">
        {montrees.map(l => (
          <li class={l.ecart >= 2 ? 'gt-ecran__desaccord' : undefined}>
            <span>{l.titre}</span>
            <Echelle l={l} />
            <strong>{l.ecart}</strong>
          </li>
        ))}
      </ul>
      {n.lignes.length > montrees.length && (
        <p class="gt-sous">
          {n.lignes[RANGS]!.ecart === 0 ? 'Accord complet' : `Écart de ${pluriel(n.lignes[RANGS]!.ecart, 'point')} au plus`} sur les{' '}
          {n.lignes.length - montrees.length} autres critères.
        </p>
      )}
    </section>
  )
}

/** One dot a score on the scale of its criterion; nobody is named. */
const Echelle = ({ l }: { l: LigneNotes }) => {
  const [min, max] = [Math.min(...l.degres), Math.max(...l.degres)]
  const x = (v: number) => pct(0.04 + 0.92 * (max > min ? (v - min) / (max - min) : 0))
  const [bas, haut] = [l.valeurs[0], l.valeurs.at(-1)]
  return (
    <svg width="100%" height="20" role="img" aria-label={l.valeurs.join(', ') || 'sans objet'} focusable="false">
      <line x1={x(min)} x2={x(max)} y1="10" y2="10" class="gt-ecran__axe" />
      {bas !== undefined && haut !== undefined && <line x1={x(bas)} x2={x(haut)} y1="10" y2="10" class="gt-ecran__etendue" />}
      {l.valeurs.map((v, i) => (
        <circle cx={x(v)} cy={10 - 3 * l.valeurs.slice(0, i).filter(w => w === v).length} r="6" class="gt-ecran__note" />
      ))}
    </svg>
  )
}

/** Told once to whoever opens it: where the screen is. */
export const EcranOuvertPage = ({ site, seance, adresse }: { site: Site; seance: string; adresse: string }) => (
  <Page
    site={site}
    titre="Écran de la salle"
    ariane={[
      { libelle: 'Comité', href: paths.comite.accueil },
      { libelle: 'Salle', href: paths.comite.salle(seance) },
      { libelle: 'Écran de la salle' },
    ]}
  >
    <h1 class="fr-h2">Écran de la salle</h1>
    <Alert ton="success" titre="L’écran est prêt" reponse>
      <p>Ouvrez cette adresse sur le poste relié au projecteur, de préférence sans y être connecté. Elle n’est montrée qu’ici.</p>
      <p>
        <code class="gt-adresse">{adresse}</code>
      </p>
      <p>
        <a class="fr-btn fr-btn--sm" href={adresse} target="_blank" rel="noopener noreferrer" title="Ouvrir l’écran, nouvelle fenêtre">
          Ouvrir l’écran
        </a>
      </p>
    </Alert>
    <p>
      Il suit la salle tout seul, et se ferme avec la séance. Qui connaît l’adresse lit les dossiers et les notes&nbsp;: en ouvrir un autre
      arrête celui-ci. Il ne dit pas qui s’est déporté.
    </p>
    <p>
      <a class="fr-link" href={paths.comite.salle(seance)}>
        Revenir à la salle
      </a>
    </p>
  </Page>
)

/** `sienne`: the address is right, and whoever is signed in here may not look at it. */
export const EcranFermePage = ({ site, sienne }: { site: Site; sienne: boolean }) => (
  <Page site={site} titre="Écran de la salle" nue>
    <h1 class="fr-h2">{sienne ? 'Cet écran ne s’ouvre pas ici' : 'Cet écran est fermé'}</h1>
    <p>
      {sienne
        ? 'Il montre tous les dossiers de la séance. Ouvrez-le sur un poste où personne n’est connecté.'
        : 'La séance est close, ou un autre écran a été ouvert depuis la salle.'}
    </p>
  </Page>
)
