import { formatHeure, formatInstant, formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Clause } from '../../ui/liens.tsx'
import { MontrerLesClauses } from '../../ui/machines.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance } from '../../ui/texte.tsx'
import type { Bouton, LigneOrdre, OrdreVu } from './ordre.donnees.ts'
import { Depasse, Plis } from './ordre-commun.view.tsx'

/** Beyond, two buttons are not enough: « Placer au rang… » is added. */
const BOUTONS_MAX = 5

/** The order of the dossiers of one structure in a call: read, and changed until the closing. */
export const OrdrePage = ({ site, o }: { site: Site; o: OrdreVu }) => (
  <Page
    site={site}
    titre={`Ordre de vos dossiers, ${o.appel.titre}`}
    ariane={[
      { libelle: 'Mon espace', href: paths.espace },
      { libelle: o.appel.titre, href: paths.appels.voir(o.appel.slug) },
      { libelle: 'Ordre de vos dossiers' },
    ]}
    skip={o.lignes.length > 1 ? [{ libelle: 'Ordre', href: '#ordre' }] : []}
  >
    <div class="gt-dossier">
      <div>
        <p class="gt-sur fr-mb-0">
          {o.structure}, {o.appel.titre}
          {o.vague && `, ${o.vague}`}
        </p>
        <h1 class="fr-h2 fr-mb-1w">Dans quel ordre les aider&nbsp;?</h1>
        <p class="fr-mb-0">
          {o.texte} {o.clauses.map(c => [<Clause texte={c} href={paths.appels.clause(o.appel.slug, c)} />, ' '])}
        </p>
      </div>
      <Delai {...o} />
    </div>
    {o.tard && (
      <Alert ton="warning" titre={`La clôture est passée à ${formatHeure(o.cloture!, { secondes: true })}`} reponse>
        <p>
          Votre changement n’est pas enregistré. {o.pris ? `L’ordre du ${formatInstant(o.pris.le)} vaut.` : 'Aucun ordre n’a été donné.'}
        </p>
      </Alert>
    )}
    {o.depasse && <Depasse o={o} d={o.depasse} />}
    {!o.depasse && <Corps o={o} />}
    <Plis o={o} />
    {o.clauses.length > 0 && <MontrerLesClauses href={paths.appels.clauses(o.appel.slug)} />}
  </Page>
)

const Delai = ({ modifiable, cloture, reste }: OrdreVu) =>
  cloture && (
    <p class="gt-dossier__delai">
      <b>{modifiable ? reste : 'Clôturé'}</b>
      {modifiable && ' pour changer l’ordre'}
      <br />
      <span>
        Clôture le <Echeance instant={cloture} />
      </span>
    </p>
  )

const Corps = ({ o }: { o: OrdreVu }) => {
  if (o.lignes.length === 0) return <EmptyState titre="Votre structure n’a pas de dossier à ranger dans cet appel." />
  if (o.lignes.length === 1)
    return (
      <EmptyState titre={`${o.lignes[0]!.titre}\u00a0: rang 1.`}>
        Il n’y a rien à choisir. L’ordre se donne à partir de deux dossiers.
      </EmptyState>
    )
  if (!o.modifiable) return <Arrete o={o} />
  return (
    <>
      <Formulaire action={o.action} id="ordre" aria-label={`Ordre des ${o.lignes.length} dossiers`}>
        <input type="hidden" name="ordre" value={o.version} />
        <input type="hidden" name="vague" value={o.codeVague} />
        <ol class="gt-rangs">
          {o.lignes.map(l => (
            <Rang ligne={l} o={o} />
          ))}
        </ol>
        <Etat o={o} />
      </Formulaire>
      {o.lignes.some(l => l.brouillon) && <Brouillons o={o} />}
    </>
  )
}

/** What stands, and what the press has just done. */
const Etat = ({ o }: { o: OrdreVu }) => {
  const bouge = o.lignes.find(l => l.id === o.bouge?.id)
  if (!o.pris)
    return (
      <div class="gt-rangs__etat">
        <p role="status" class="fr-mb-1w">
          Aucun ordre n’est enregistré&nbsp;: sans votre choix, la préfecture ne suppose rien.
        </p>
        <button class="fr-btn" type="submit" name="garder" value="oui">
          Enregistrer cet ordre
        </button>
      </div>
    )
  return (
    <p role="status" class="gt-rangs__etat fr-valid-text">
      {bouge && `${bouge.titre} est maintenant au rang\u00a0${bouge.rang}. `}
      Ordre enregistré le {formatInstant(o.pris.le)} par {o.pris.par}
    </p>
  )
}

const Rang = ({ ligne: l, o }: { ligne: LigneOrdre; o: OrdreVu }) => (
  <li class={`gt-rang${o.bouge?.id === l.id ? ' gt-rang--ici' : ''}`} id={l.numero} tabindex={-1}>
    <p class="gt-rang__n">
      <span class="fr-sr-only">Rang </span>
      {l.rang}
    </p>
    <Nom l={l} />
    <Montant l={l} />
    <div class="gt-rang__b">
      <BoutonRang l={l} o={o} geste="monter" />
      <BoutonRang l={l} o={o} geste="descendre" />
      {o.lignes.length > BOUTONS_MAX && <Placer l={l} o={o} />}
    </div>
  </li>
)

const Nom = ({ l, simple }: { l: LigneOrdre; simple?: boolean }) => (
  <div>
    <h2>{simple ? l.titre : <a href={paths.dossiers.voir(l.id)}>{l.titre}</a>}</h2>
    <p class="gt-rang__d">
      {[l.numero, ...(l.volet ? [l.volet] : [])].join(', ')}. {l.brouillon ? 'Brouillon' : `Déposé le ${formatJour(l.deposeLe!)}`}
    </p>
  </div>
)
const Montant = ({ l }: { l: LigneOrdre }) => (
  <p class="gt-rang__m">
    {l.aide === null ? (
      'Aide pas encore indiquée'
    ) : (
      <>
        <b>{formatEuros(l.aide)}</b> demandés{l.cout === null ? '' : ` sur ${formatEuros(l.cout)}`}
      </>
    )}
  </p>
)

const GESTES: Record<Bouton, { mot: string; icone: string }> = {
  monter: { mot: 'Monter', icone: 'fr-icon-arrow-up-line' },
  descendre: { mot: 'Descendre', icone: 'fr-icon-arrow-down-line' },
}
/** The focus follows the dossier, on the same button, or on the other one where it has come to an end. */
const BoutonRang = ({ l, o, geste }: { l: LigneOrdre; o: OrdreVu; geste: Bouton }) => {
  const bout = (geste === 'monter' ? l.rang === 1 : l.rang === o.lignes.length) && <span class="gt-rang__vide" />
  if (bout) return bout
  const autre = geste === 'monter' ? l.rang === o.lignes.length : l.rang === 1
  const ici = o.bouge?.id === l.id && (o.bouge.geste === geste || autre)
  const { mot, icone } = GESTES[geste]
  return (
    <button
      class={`fr-btn fr-btn--secondary fr-btn--sm fr-btn--icon-left ${icone}`}
      type="submit"
      name={geste}
      value={l.id}
      autofocus={ici || undefined}
    >
      {mot}
      <span class="fr-sr-only">&nbsp;: {l.titre}</span>
    </button>
  )
}

const Placer = ({ l, o }: { l: LigneOrdre; o: OrdreVu }) => (
  <div class="gt-rang__placer">
    <label class="fr-label" for={`rang-${l.id}`}>
      Placer<span class="fr-sr-only"> «&nbsp;{l.titre}&nbsp;»</span> au rang
    </label>
    <select class="fr-select" id={`rang-${l.id}`} name={`rang-${l.id}`}>
      {o.lignes.map(x => (
        <option value={x.rang} selected={x.rang === l.rang}>
          {x.rang}
          {x.rang === l.rang ? ' (ici)' : x.rang < l.rang ? `, avant «\u00a0${x.titre}\u00a0»` : `, après «\u00a0${x.titre}\u00a0»`}
        </option>
      ))}
    </select>
    <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="placer" value={l.id}>
      Placer<span class="fr-sr-only">&nbsp;: {l.titre}</span>
    </button>
  </div>
)

const Brouillons = ({ o }: { o: OrdreVu }) => {
  const brouillons = o.lignes.filter(l => l.brouillon)
  const rangs = brouillons.map(l => l.rang).join(', ')
  return (
    <Alert petit>
      <p>
        {brouillons.length > 1 ? `Les rangs ${rangs} sont encore des brouillons.` : `Le rang ${rangs} est encore un brouillon.`} Ce qui
        n’est pas déposé à la clôture sort de l’ordre, et les rangs se resserrent.{' '}
        {brouillons.map(l => [<a href={paths.dossiers.voir(l.id)}>Reprendre «&nbsp;{l.titre}&nbsp;»</a>, ' '])}
      </p>
    </Alert>
  )
}

/** After the closing: what is read by the service. */
const Arrete = ({ o }: { o: OrdreVu }) => (
  <>
    {o.pris ? (
      <Alert ton="success" titre={`Ordre arrêté le ${formatInstant(o.cloture!)}`}>
        <p>
          {o.lignes.length}&nbsp;dossiers. <a href={o.attestation}>Attestation d’ordre (PDF)</a>
        </p>
      </Alert>
    ) : (
      <Alert ton="warning" titre="Aucun ordre n’a été donné avant la clôture">
        <p>La préfecture lit vos dossiers sans ordre&nbsp;: rien n’est supposé.</p>
      </Alert>
    )}
    <ol class="gt-rangs" id="ordre">
      {o.lignes.map(l => (
        <li class="gt-rang gt-rang--lu" id={l.numero}>
          <p class="gt-rang__n">{o.pris ? [<span class="fr-sr-only">Rang </span>, l.rang] : '–'}</p>
          <Nom l={l} />
          <Montant l={l} />
        </li>
      ))}
    </ol>
  </>
)
