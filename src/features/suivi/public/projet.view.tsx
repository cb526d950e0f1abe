import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Source, Sur } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import { Part } from '../../../ui/part.tsx'
import { Motifs } from '../../../ui/plots/dessin.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Appel } from '../../cahier/index.ts'
import type { AidePublique } from './aides.queries.ts'
import { partDe } from './argent.mots.ts'
import type { ProjetPublicProps } from './projet.donnees.ts'
import { Documents, Entreprises, Mesures, Periodes, QuiQuand } from './projet-suite.view.tsx'

/** The aid in one sentence: under the title, in a search engine, where the page is shared. */
export const phraseAide = (a: AidePublique) =>
  `L’État accorde ${formatEuros(a.aide)} à ${a.porteur.nom}${a.cout ? `, sur ${formatEuros(a.cout)}` : ''}. ${
    a.depense > 0 ? `${formatEuros(a.depense)} sont déjà dépensés.` : 'Aucune dépense n’est encore publiée.'
  }`

/** One project that is aided: asked, granted, paid, spent, on one scale; who was paid, and where all of it is said. */
export const ProjetPublicPage = (p: ProjetPublicProps) => {
  const { site, aide: a, appel, url } = p
  const adresse = url + paths.projet.voir(a.numero)
  return (
    <Page
      site={site}
      titre={a.titre}
      description={phraseAide(a)}
      partage={{ url: adresse, image: url + paths.projet.image(a.numero), dite: `${a.titre}. ${phraseAide(a)}` }}
      ariane={[
        { libelle: 'Projets aidés', href: paths.projetsAides() },
        { libelle: appel.titre, href: paths.projetsAides({ appel: appel.slug }) },
        { libelle: a.porteur.nom },
      ]}
    >
      <Motifs />
      <article class="gt-projet">
        <div class="gt-projet__tete">
          <div>
            <Sur>
              {a.porteur.nom}, {a.departementNom}
            </Sur>
            <h1 class="fr-h2 fr-mb-2w">{a.titre}</h1>
            <p class="fr-text--lead fr-mb-2w">{phraseAide(a)}</p>
            <OuEnEstOn a={a} />
          </div>
          <Partager adresse={adresse} titre={a.titre} qr={p.qr} />
        </div>
        <Etat a={a} />
        <Argent p={p} />
        <div class="gt-projet__deux">
          <Periodes p={p} />
          <Mesures p={p} />
        </div>
        <Entreprises p={p} />
        <div class="gt-projet__deux">
          <QuiQuand p={p} />
          <Documents p={p} />
        </div>
        <Source>
          Sources&nbsp;: la demande, les décisions notifiées, les paiements constatés et les bilans acceptés par le service. Licence Ouverte
          2.0. <a href={paths.aide}>Signaler une erreur</a>
        </Source>
      </article>
    </Page>
  )
}

const OuEnEstOn = ({ a }: { a: AidePublique }) => {
  const b = a.bilans.findLast(x => x.texte !== '')
  return b ? (
    <p class="gt-projet__dit">
      <b>Où en est-on&nbsp;?</b> «&nbsp;{b.texte}&nbsp;»{' '}
      <span class="gt-sous">
        {a.porteur.nom}, bilan accepté le {formatDateCivile(b.accepteLe)}
      </span>
    </p>
  ) : null
}

/** The address is a text that one selects, and a code on the sheet that is printed or shown: all of it works without script. */
const Partager = ({ adresse, titre, qr }: { adresse: string; titre: string; qr: string }) => (
  <aside class="gt-projet__partage" aria-labelledby="partager">
    <h2 class="fr-h6 fr-mb-1w" id="partager">
      Partager cette page
    </h2>
    <p class="fr-mb-1v">Adresse courte</p>
    <p class="gt-projet__adresse">{adresse.replace(/^https?:\/\//, '')}</p>
    <div class="gt-qr gt-projet__qr">{raw(qr)}</div>
    <p class="fr-mb-0">
      <a href={`mailto:?subject=${encodeURIComponent(titre)}&body=${encodeURIComponent(adresse)}`}>Envoyer par courriel</a>
    </p>
  </aside>
)

/** What whoever comes must know first, when there is something. */
const Etat = ({ a }: { a: AidePublique }) => {
  if (a.abandonnee)
    return (
      <Alert ton="warning" titre="Ce projet est abandonné">
        <p>Son porteur a renoncé à l’aide. {formatEuros(a.aide)} déjà employés restent payés, le reste est revenu à l’enveloppe.</p>
      </Alert>
    )
  if (a.bilans.some(b => b.final))
    return (
      <Alert ton="success" titre="Ce projet est terminé">
        <p>
          {formatEuros(a.depense)} dépensés, soit {partDe(a.depense, a.aide)} de l’aide.
        </p>
      </Alert>
    )
  if (a.bilans.length === 0 && !a.attendu)
    return (
      <Alert titre="Le projet commence">
        <p>
          {a.premier ? (
            <>Le premier bilan est attendu le {formatDateCivile(a.premier)}. Les dépenses paraîtront ici ensuite.</>
          ) : (
            'Les dépenses paraîtront ici avec le premier bilan.'
          )}
        </p>
      </Alert>
    )
  if (a.attendu)
    return (
      <Alert ton="warning" titre="Un bilan n’est pas encore publié">
        <p>
          {a.bilans.length > 0
            ? `Derniers chiffres connus\u00a0: ${formatDateCivile(a.bilans.at(-1)!.fin)}.`
            : 'Aucune dépense n’est connue\u00a0: cela ne veut pas dire que rien n’est dépensé.'}
        </p>
      </Alert>
    )
  return null
}

type Marche = { terme: string; montant: Centimes | null; dit?: string | undefined; motif: 'plein' | 'diagonales' | 'vide'; note: Child }

/** On one scale, the largest first. */
const Argent = ({ p: { aide: a, versements } }: { p: ProjetPublicProps }) => {
  const reste = a.cout === null ? null : a.cout - a.aide
  const paiements = versements.map(
    v => `${v.nature === 'reversement' ? 'rendus\u00a0: ' : ''}${formatEuros(v.montant)} le ${formatDateCivile(v.le)}`,
  )
  const marches: Marche[] = [
    {
      terme: 'Coût',
      montant: a.cout,
      motif: 'vide',
      note: reste !== null && reste > 0 ? `${formatEuros(reste)} sont payés par le porteur et d’autres` : '',
    },
    { terme: 'Demandé', montant: a.demande, motif: 'vide', note: `le ${formatJour(a.deposeLe)}` },
    { terme: 'Accordé', montant: a.aide, motif: 'diagonales', note: `décision notifiée le ${formatJour(a.publieLe)}` },
    { terme: 'Versé', montant: a.verse, motif: 'plein', note: paiements.length > 0 ? paiements.join(', ') : 'rien n’est encore payé' },
    { terme: 'Dépensé', montant: a.depense, dit: a.bilans.length === 0 ? 'inconnu' : undefined, motif: 'plein', note: noteDepense(a) },
  ]
  const max = Math.max(1, ...marches.map(m => m.montant ?? 0))
  return (
    <section aria-labelledby="argent">
      <h2 class="fr-h4 fr-mb-1w" id="argent">
        L’argent
      </h2>
      <dl class="gt-marches">
        {marches
          .filter(m => m.montant !== null)
          .map(m => (
            <div>
              <dt>{m.terme}</dt>
              <dd class="gt-marches__montant">{m.dit ?? formatEuros(m.montant!)}</dd>
              <dd class="gt-marches__dessin">
                <Part part={m.montant! / max} motif={m.motif} />
                {m.note && <span class="gt-sous">{m.note}</span>}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

const noteDepense = (a: AidePublique) => {
  if (a.bilans.length === 0) return 'aucun bilan accepté à ce jour'
  if (a.forfait) return `${partDe(a.depense, a.aide)} de l’aide, d’après les étapes atteintes`
  return a.commandes === 0 ? 'aucune commande déclarée' : `${pluriel(a.commandes, 'commande')}, ${partDe(a.depense, a.aide)} de l’aide`
}

/** An address that was shared, once the aid was given up. */
export const ProjetRenduPage = ({ site, titre, appel }: { site: Site; titre: string; appel: Appel }) => (
  <Page
    site={site}
    titre={titre}
    ariane={[
      { libelle: 'Projets aidés', href: paths.projetsAides() },
      { libelle: appel.titre, href: paths.projetsAides({ appel: appel.slug }) },
      { libelle: titre },
    ]}
  >
    <h1 class="fr-h2 fr-mb-2w">{titre}</h1>
    <Alert ton="warning" titre="Ce projet n’est plus aidé">
      <p>
        Son porteur a renoncé à l’aide, qui est revenue à l’enveloppe.{' '}
        <a href={paths.projetsAides({ appel: appel.slug })}>Voir les projets aidés de cet appel</a>
      </p>
    </Alert>
  </Page>
)
