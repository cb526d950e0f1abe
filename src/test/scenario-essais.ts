import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stringify } from 'yaml'
import { cadreDe, personasDe } from '../../scripts/scenario/essais/cadre.ts'
import { jouerAppel } from '../../scripts/scenario/essais/jouer.ts'
import { chargerAppel } from '../../scripts/scenario/essais/programme.ts'
import { ecrireSirene, horsReferentiel } from '../../scripts/scenario/essais/sirene.ts'
import { creerMonde } from '../../scripts/scenario/monde.ts'
import { openDb } from '../db/db.ts'
import { montantTotal } from '../features/cahier/index.ts'
import { installerDemonstration } from '../features/demo/index.ts'
import { jouerEnvois } from '../features/notifications/index.ts'
import { importerReferentiel } from '../features/structures/importer-referentiel.ts'
import { importerRepertoire } from '../features/structures/repertoire/importer-repertoire.ts'
import { openWorld, URL_TEST } from './world.ts'

/** A guichet of its own for a call of a file, as `npm run scenario -- --appel` opens one, without a network; `fermer` puts it away. The call is not published yet. */
export async function ouvrirAppel(fichier: string) {
  const { appel, source } = chargerAppel(fichier)
  const dossier = mkdtempSync(join(tmpdir(), 'gt-appel-'))
  const { demonstration, guichet } = cadreDe(appel, resolve(fichier))
  const ecrire = (nom: string, contenu: unknown) => {
    writeFileSync(join(dossier, nom), stringify(contenu))
    return join(dossier, nom)
  }
  const env = {
    PROXY_DE_CONFIANCE: '127.0.0.1',
    GUICHET_DEMONSTRATION: ecrire('demonstration.yml', demonstration),
    GUICHET_CONFIG: ecrire('guichet.yml', guichet),
  }
  const w = await openWorld({ env, instant: demonstration.horloge })
  const fermer = async () => {
    await w.close()
    rmSync(dossier, { recursive: true, force: true })
  }
  try {
    // the bodies of the regions of its test dossiers, in place of those that every test has
    const regions = appel.essais.flatMap(e => [e.porteur, ...(e.partenaires ?? [])].flatMap(x => x?.region ?? []))
    await w.owner.query('delete from structure where guichet_id is null')
    await importerReferentiel(w.owner, { regions: [...new Set(regions)] })
    await installerDemonstration(w.deps)
    const structures = horsReferentiel(appel)
    if (structures.length > 0) await importerRepertoire(openDb(w.owner), ecrireSirene(dossier, structures))
    const acces = {
      url: URL_TEST,
      transport: (adresse: string, init: RequestInit) => w.app.request(adresse, init),
      travailler: () => jouerEnvois(w.deps),
    }
    const monde = creerMonde(acces, { slug: appel.slug, source, montant: montantTotal(appel) }, personasDe(appel))
    return { w, appel, monde, fermer }
  } catch (e) {
    await fermer()
    throw e
  }
}

/** Plays the test dossiers of a call, from its publication to its letters: the application in this process, on a database of its own. */
export async function jouerEnMemoire(fichier: string) {
  const { appel, monde, fermer } = await ouvrirAppel(fichier)
  try {
    return await jouerAppel(monde, appel)
  } finally {
    await fermer()
  }
}
