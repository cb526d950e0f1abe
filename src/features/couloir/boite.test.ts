import { beforeEach, expect, test } from 'vitest'
import { openDb } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { preparerEtapes, w } from '../../test/etapes.ts'
import { oublierLimites } from '../../test/navigateur.ts'
import { lisible, SLUG } from '../../test/vico.ts'
import { importerBoites } from '../structures/importer-boites.ts'

preparerEtapes()
beforeEach(() => oublierLimites(w))
const ici = paths.couloir.voir(SLUG)
const importer = async (...lignes: string[]) => {
  async function* fichier() {
    yield 'nom;pivot;code_insee_commune;adresse_courriel;siren'
    yield* lignes
  }
  return importerBoites(openDb(w.owner), fichier(), w.horloge.instant)
}
const mairie = (code: string, courriel: string) => `Mairie;"[{""type_service_local"": ""mairie""}]";${code};${courriel};`
const code = async (nom: string) =>
  (await w.owner.query('select code_insee from structure where nom = $1 and guichet_id is null', [nom])).rows[0].code_insee as string
const liens = async (compteId: string) =>
  (await w.owner.query('select etat, preuve from appartenance where compte_id = $1', [compteId])).rows
const RECONNUE = /Reconnue : .* est son adresse dans l’annuaire du service public/
const dire = async (moi: { cookie: string }) => (await lisible(await w.get(ici, moi.cookie))).replaceAll('\u00a0', ' ')

// seen to fail: without the mailboxes in `rejoindre`, without the count of those who share one
test('l’adresse de ma mairie dans l’annuaire du service public me dit ma commune, et j’entre sans attendre, même où un membre prouvé est là', async () => {
  const moi = await w.compte()
  expect(await importer(mairie(await code('Cargèse'), moi.courriel.toUpperCase()))).toEqual({ ok: true, value: { lues: 1, retenues: 1 } })
  const membre = await w.compte({ structures: ['Cargèse'] })
  await w.owner.query("update appartenance set preuve = 'referent' where compte_id = $1", [membre.id])
  const page = await dire(moi)
  expect(page).toMatch(RECONNUE)
  expect(page).toContain('Cargèse')
  expect(page).toContain('C’est bien ma structure')
  expect(page).not.toContain('a déjà des membres')
  const structure = (await w.structure('Cargèse')).id
  await w.post(paths.couloir.structure(SLUG), { structure, vu: 'oui', fonction: 'Secrétaire de mairie' }, moi.cookie)
  expect(await liens(moi.id)).toEqual([{ etat: 'active', preuve: 'domaine' }])
  const mail = (await w.courriels()).filter(m => m.destinataire === membre.courriel).at(-1)!
  expect(mail.texte).toContain('L’annuaire du service public donne son adresse pour celle de la structure')
})

test('une adresse que deux communes partagent, celle d’un autre service, ou une adresse non prouvée ne reconnaît personne', async () => {
  const [partagee, autre, nonProuvee] = [await w.compte(), await w.compte(), await w.compte()]
  await importer(
    mairie(await code('Piana'), `${partagee.courriel};${nonProuvee.courriel}`),
    mairie(await code('Ota'), partagee.courriel),
    `Gendarmerie;"[{""type_service_local"": ""gendarmerie""}]";${await code('Ota')};${autre.courriel};`,
  )
  await w.db.updateTable('compte').set({ email_verified: false }).where('id', '=', nonProuvee.id).execute()
  for (const moi of [partagee, autre, nonProuvee]) expect(await dire(moi)).not.toMatch(RECONNUE)
  await w.post(paths.couloir.structure(SLUG), { structure: (await w.structure('Piana')).id, vu: 'oui', fonction: 'a' }, partagee.cookie)
  expect(await liens(partagee.id)).toEqual([{ etat: 'active', preuve: 'declaree' }])
})

test('un fichier sans adresse est refusé, et l’import suivant remplace le précédent', async () => {
  async function* autre() {
    yield 'nom,code'
  }
  expect(await importerBoites(openDb(w.owner), autre(), w.horloge.instant)).toMatchObject({ ok: false })
  await importer(mairie(await code('Lumio'), 'ancienne@guichet.example'))
  w.regler('2021-09-13T11:00:00')
  await importer(mairie(await code('Lumio'), 'nouvelle@guichet.example'))
  expect((await w.owner.query('select courriel from boite_publique')).rows).toEqual([{ courriel: 'nouvelle@guichet.example' }])
})
