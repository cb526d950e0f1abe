import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { LettreAEcrire } from '../notifications/index.ts'
import type { Ouverte } from './lire-page.ts'
import type { ArreteEcrit } from './presentations.queries.ts'
import { differences } from './signatures.rules.ts'

/** A document that is read before it is signed: its words, whole, and at their end what says that they are read. */
export const DocumentLu = ({ o: { p, ecrit, precedente, suivante } }: { o: Ouverte }) => (
  <section class="gt-signer__lecture" aria-labelledby="document">
    <div class="gt-signer__titre">
      <h2 class="fr-h6" id="document" tabindex={-1}>
        {p.porteur}, {p.numeroActe ? `arrêté n°\u00a0${p.numeroActe}` : `dossier ${p.numero}`}
      </h2>
      {(precedente || suivante) && (
        <p class="gt-signer__pas">
          {precedente && <a href={paths.signatures.lire(precedente)}>Précédente</a>}{' '}
          {suivante && <a href={paths.signatures.lire(suivante)}>Suivante</a>}
        </p>
      )}
    </div>
    {p.refus && (
      <Alert ton="warning" petit>
        <p>Vous ne pouvez pas signer cette décision. {p.refus}.</p>
      </Alert>
    )}
    {ecrit && (
      <>
        {p.etat === 'change' && <Difference avant={p.lu} apres={ecrit.contenu} />}
        <div class="gt-signer__papier" role="region" aria-label="Document à signer" tabindex={0} data-signature-target="papier">
          {ecrit.contenu.acte && <Arrete a={ecrit.contenu.acte} />}
          {ecrit.contenu.lettres.map(l => (
            <Lettre l={l} />
          ))}
          {p.etat === 'lu' ? (
            <p class="gt-signer__fin">Vous avez lu ce document.</p>
          ) : (
            <Formulaire action={paths.signatures.lecture(p.id)} class="gt-signer__fin">
              <input type="hidden" name="empreinte" value={ecrit.empreinte} />
              <button class="fr-btn fr-btn--secondary" type="submit" data-signature-target="lire" data-acte={p.id}>
                J’ai lu ce document
              </button>
            </Formulaire>
          )}
        </div>
      </>
    )}
  </section>
)

const Difference = ({ avant, apres }: { avant: unknown; apres: unknown }) => (
  <Alert ton="warning" titre="Ce document a changé depuis votre lecture" niveau={3}>
    <Tableau
      legende="Ce qui a changé"
      legendeCachee
      tete={false}
      lignes={differences(avant, apres)}
      colonnes={[
        { titre: 'Vous aviez lu', cellule: l => l.avant || '–' },
        { titre: 'Il dit', cellule: l => l.apres || '–' },
      ]}
    />
  </Alert>
)

const BlocSignature = ({ s }: { s: ArreteEcrit['ecrit']['signature'] }) =>
  s ? (
    <p class="gt-signer__signature">
      {s.pour && (
        <>
          {s.pour},<br />
        </>
      )}
      {s.qualite}
      <br />
      <strong>{s.nom}</strong>
      <br />
      {s.service}
    </p>
  ) : null

const Paires = ({ paires }: { paires: readonly { libelle: string; valeur: string }[] }) =>
  paires.length === 0 ? null : (
    <dl class="gt-signer__paires">
      {paires.map(x => (
        <div>
          <dt>{x.libelle}</dt>
          <dd>{x.valeur}</dd>
        </div>
      ))}
    </dl>
  )
const Liste = ({ titre, lignes }: { titre: string; lignes: readonly string[] }) =>
  lignes.length === 0 ? null : (
    <>
      <h4>{titre}</h4>
      <ul>
        {lignes.map(x => (
          <li>{x}</li>
        ))}
      </ul>
    </>
  )
const Annexes = ({ annexes = [] }: { annexes?: NonNullable<ArreteEcrit['ecrit']['annexes']> | undefined }) =>
  annexes.map(t => (
    <Tableau
      legende={`Annexe\u00a0: ${t.legende}`}
      lignes={t.lignes}
      colonnes={t.entetes.map((e, i) => ({ titre: e.titre, num: e.numerique, cellule: (l: string[]) => l[i] ?? '' }))}
    />
  ))

const Arrete = ({ a: { numero, ecrit: e } }: { a: ArreteEcrit }) => (
  <article>
    <p class="gt-sous">
      {e.emetteur.nom}, {e.emetteur.service}
    </p>
    <h3>
      Arrêté n°&nbsp;{numero}. {e.titre}
    </h3>
    <Paires paires={e.essentiel} />
    {e.vus.map(v => (
      <p>Vu {v}&nbsp;;</p>
    ))}
    {e.considerants.map(v => (
      <p>Considérant {v}&nbsp;;</p>
    ))}
    <p>
      <strong>Arrête&nbsp;:</strong>
    </p>
    {e.articles.map((x, i) => (
      <>
        <h4>
          Article {i === 0 ? '1er' : i + 1}. {x.titre}
        </h4>
        {x.texte.map(t => (
          <p>{t}</p>
        ))}
      </>
    ))}
    <BlocSignature s={e.signature} />
    <Liste titre="Contester cette décision" lignes={e.recours} />
    <Annexes annexes={e.annexes} />
  </article>
)

const Lettre = ({ l: { lettre: e } }: { l: LettreAEcrire }) => (
  <article>
    <p class="gt-sous">
      {e.emetteur.nom}, {e.emetteur.service}
    </p>
    <h3>{e.objet}</h3>
    <p>
      À l’attention de <strong>{e.destinataire}</strong>. Dossier n°&nbsp;{e.numero}, reçu le {formatDateCivile(e.recuLe)}, {e.structure},
      «&nbsp;{e.titre}&nbsp;».
    </p>
    {e.paragraphes.map(p => (
      <p>{p}</p>
    ))}
    <Paires paires={e.montants} />
    <Liste titre="Conditions" lignes={e.conditions} />
    <p>Décision prise par {e.signature?.nom ?? e.auteur}.</p>
    {e.signature?.delegation && <p class="gt-sous">En vertu de {e.signature.delegation}.</p>}
    <BlocSignature s={e.signature} />
    <Liste titre="Contester la décision" lignes={e.recours} />
    <Annexes annexes={e.annexes} />
  </article>
)
