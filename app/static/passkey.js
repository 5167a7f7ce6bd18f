// Asks the browser for a passkey, and sends what it gives with the form that holds the question.

const form = document.querySelector("[data-passkey]");
const options = JSON.parse(form.dataset.options);
const asks = {
  create: () => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: () => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

try {
  const credential = (await asks[form.dataset.passkey]()).toJSON();
  form.elements.credential.value = JSON.stringify({ ...credential, extensions: JSON.stringify(credential.clientExtensionResults) });
  form.submit();
} catch (error) {
  const wrong = form.querySelector("[role=alert]");
  wrong.textContent = form.dataset.failed;
  wrong.hidden = false;
  console.warn(error);
}
