import { formatJourCourt, formatJourSemaine } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { majuscule, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { BoutonPost, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { ASigner, phrasesAttendus, Relectures } from './attendus.view.tsx'
import { Cote } from './cote.view.tsx'
import { Interets } from './interets.view.tsx'
import { motUrgence, type Urgence } from './journee.rules.ts'
import type { Acte, Journee } from './lire-journee.ts'

const TITRES: Record<Urgence, string> = { retard: 'En retard', jour: 'Aujourd’hui', semaine: 'Cette semaine', apres: 'Plus tard' }

/** What waits for somebody of the service, by how soon it is due, each with its act; beside it, who has written, what comes, what they wait for. */
export const JourneePage = ({ site, ...j }: Journee & { site: Site }) => {
  const montres = j.groupes.reduce((n, g) => n + g.actes.length, 0)
  return (
    <Page
      site={site}
      titre="Ma journée"
      large
      skip={[
        { libelle: 'Ce qui vous attend', href: '#actes' },
        { libelle: 'Messages et calendrier', href: '#cote' },
      ]}
    >
      <div class="gt-boite-titre">
        <div>
          <p class="gt-sur fr-mb-0">{j.perimetre}</p>
          <h1 class="fr-h2 fr-mb-1w">{majuscule(formatJourSemaine(j.instant))}</h1>
          <p>{phraseDuJour(j)}</p>
        </div>
        <Formulaire action={paths.instruction.boite} method="get" class="gt-journee__chercher">
          <Field name="q" type="search" label="Dossier, commune, mot" />
          <button class="fr-btn" type="submit">
            Trouver
          </button>
        </Formulaire>
      </div>
      <div class="gt-journee">
        <div id="actes" tabindex={-1}>
          {j.arrives && <Arrives {...j.arrives} />}
          <ASigner {...j} />
          <Relectures {...j} />
          <Interets {...j} />
          {j.bilans && <Bilans {...j.bilans} instant={j.instant} />}
          {j.groupes.map((g, i) => (
            <Groupe {...g} premier={i === 0} instant={j.instant} />
          ))}
          {j.total === 0 && !j.bilans && phrasesAttendus(j).length === 0 && <RienNePresse {...j} />}
          {j.total > 0 && (
            <p>
              <a class="fr-link" href={j.file}>
                {montres < j.total ? `Tout voir dans la file\u00a0: ${pluriel(j.total, 'dossier')}` : 'Voir la file'}
              </a>
            </p>
          )}
        </div>
        <div id="cote" tabindex={-1}>
          <Cote {...j} />
        </div>
      </div>
    </Page>
  )
}

/** Since when the first line waits, once that is more than a day. */
function plusAncien([premier]: Journee['groupes']) {
  const jours = premier?.urgence === 'retard' ? premier.actes[0]?.retardJ : undefined
  return jours !== undefined && jours > 1 && ` Le plus ancien attend depuis ${pluriel(jours, 'jour')}.`
}

function phraseDuJour(j: Journee) {
  const { groupes, total, enRetard, arrives, bilans } = j
  const presse = groupes.filter(g => g.urgence === 'jour' || g.urgence === 'retard').reduce((n, g) => n + g.actes.length, 0)
  const n = Math.max(presse, enRetard)
  const attendus = phrasesAttendus(j)
  if (total === 0 && !arrives && !bilans && attendus.length === 0) return 'Rien ne vous attend.'
  if (n === 0)
    return [
      'Rien ne presse aujourd’hui.',
      ...(total > 0 ? [`${pluriel(total, 'dossier attend', 'dossiers attendent')} la suite.`] : []),
      ...(bilans ? [`${pluriel(bilans.nombre, 'bilan attend', 'bilans attendent')} d’être lu${bilans.nombre > 1 ? 's' : ''}.`] : []),
      ...attendus,
    ].join(' ')
  return (
    <>
      <b>{pluriel(n, 'acte vous attend', 'actes vous attendent')} aujourd’hui</b>
      {enRetard > 0 && `, dont ${enRetard} en retard`}.{enRetard > 0 && plusAncien(groupes)}
      {bilans && ` ${pluriel(bilans.nombre, 'bilan')} à lire.`}
      {attendus.map(phrase => ` ${phrase}`)}
    </>
  )
}

const Arrives = ({ nombre, aide, href }: NonNullable<Journee['arrives']>) => (
  <section aria-labelledby="arrives" class="gt-journee__groupe">
    <h2 class="fr-h6" id="arrives">
      À prendre en charge <span class="gt-compte">{nombre}</span>
    </h2>
    <ul class="gt-journee__actes">
      <li>
        <span class="gt-journee__quand">ce jour</span>
        <span class="gt-journee__quoi">
          <b>{pluriel(nombre, 'dossier arrivé', 'dossiers arrivés')}</b>
          <span class="gt-sous">{formatEuros(aide)} demandés. Personne n’en est chargé.</span>
        </span>
        <span />
        <a class="fr-btn fr-btn--secondary fr-btn--sm" href={href}>
          {nombre > 1 ? `Prendre les ${nombre}` : 'Prendre'}
          <span class="fr-sr-only"> en charge</span>
        </a>
      </li>
    </ul>
  </section>
)

const Bilans = ({ nombre, premier, instant }: NonNullable<Journee['bilans']> & { instant: Date }) => (
  <section aria-labelledby="bilans" class="gt-journee__groupe">
    <h2 class="fr-h6" id="bilans">
      Bilans à lire <span class="gt-compte">{nombre}</span>
    </h2>
    <ul class="gt-journee__actes">
      <li>
        <span class="gt-journee__quand">
          <span class="fr-sr-only">Le plus ancien est déposé&nbsp;: </span>
          {motUrgence(premier.le, instant)}
          <span class="gt-sous">{formatJourCourt(premier.le).slice(0, 5)}</span>
        </span>
        <span class="gt-journee__quoi">
          <b>{pluriel(nombre, 'bilan déposé', 'bilans déposés')}</b>
          <span class="gt-sous">Le plus ancien d’abord. Le porteur attend que vous l’acceptiez, ou le renvoyiez.</span>
        </span>
        <span class="gt-journee__qui">{premier.porteur}</span>
        <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.suivi.lecture(premier.id)}>
          {nombre > 1 ? `Lire les ${nombre}` : 'Lire'}
          <span class="fr-sr-only"> bilan{nombre > 1 && 's'}</span>
        </a>
      </li>
    </ul>
  </section>
)

const Groupe = ({ urgence, actes, premier, instant }: { urgence: Urgence; actes: Acte[]; premier: boolean; instant: Date }) => (
  <section aria-labelledby={`groupe-${urgence}`} class="gt-journee__groupe">
    <h2 class="fr-h6" id={`groupe-${urgence}`}>
      {TITRES[urgence]} <span class="gt-compte">{actes.length}</span>
    </h2>
    <ul class="gt-journee__actes">
      {actes.map((a, i) => (
        <li class={urgence === 'retard' ? 'gt-journee--retard' : undefined}>
          <span class="gt-journee__quand">
            <span class="fr-sr-only">{urgence === 'retard' ? 'En retard\u00a0: ' : 'Pour\u00a0: '}</span>
            {a.quand}
            {a.echeance && a.echeance.getTime() !== instant.getTime() && (
              <span class="gt-sous">{formatJourCourt(a.echeance).slice(0, 5)}</span>
            )}
          </span>
          <span class="gt-journee__quoi">
            <b>{a.quoi}</b>
            <span class="gt-sous">{a.pourquoi}</span>
          </span>
          <span class="gt-journee__qui">
            <a href={a.href}>{a.porteur}</a>
            <span class="gt-sous">{a.numero}</span>
          </span>
          <Bouton acte={a} plein={premier && i === 0} />
        </li>
      ))}
    </ul>
  </section>
)

/** One full button on the page: that of the first line. */
const Bouton = ({ acte: { lien, acte, href, porteur }, plein }: { acte: Acte; plein: boolean }) => {
  const classe = `fr-btn fr-btn--sm${plein ? '' : ' fr-btn--secondary'}`
  const pour = <span class="fr-sr-only">, {porteur}</span>
  if (acte)
    return (
      <BoutonPost action={acte.action} class={classe}>
        {acte.libelle}
        {pour}
      </BoutonPost>
    )
  return (
    <a class={classe} href={lien?.href ?? href}>
      {lien?.libelle ?? 'Ouvrir'}
      {pour}
    </a>
  )
}

const RienNePresse = ({ agenda, arrives, appels }: Journee) => {
  const [prochaine] = agenda
  return (
    <EmptyState titre={appels.length === 0 ? 'Aucun appel ne vous est confié' : 'Rien ne vous attend'}>
      {appels.length === 0
        ? 'Un administrateur du guichet dit qui instruit quel appel.'
        : arrives
          ? 'Des dossiers arrivés attendent que quelqu’un les prenne.'
          : prochaine
            ? `Prochaine date\u00a0: ${prochaine.quoi.toLowerCase()}, le ${formatJourSemaine(prochaine.quand)}.`
            : 'Les dossiers arriveront ici dès qu’un appel sera relevé.'}
    </EmptyState>
  )
}
